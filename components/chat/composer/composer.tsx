'use client';
import { Paperclip } from 'lucide-react';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { DraftFile } from '@/lib/services/chat/chat-message';
import type { DraftPlan } from '@/lib/services/chat/plan-draft';
import type { PickableModel } from '@/lib/services/routing/pickable-models';
import { isComposing } from '../../shortcuts/keys';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { AttachmentChips } from './attachment-chips';
import { ACCEPTED, readDraftFiles } from './attachments';
import { ConsensusToggle } from './consensus-toggle';
import { ModelPicker } from './model-picker';
import { NextAnswer, PlanProblem } from './next-answer';
import { SendOrStop } from './send-or-stop';
import { useFileDrop } from './use-file-drop';

const MAX_HEIGHT_PX = 240;

interface ComposerProps {
  value: string;
  onChange: (value: string) => void;
  onSend: () => void;
  onStop: () => void;
  isBusy: boolean;
  placeholder: string;
  model: string;
  models: PickableModel[];
  onModelChange: (model: string) => void;
  /** Number of models asked together; null for one. */
  askSeveral: number | null;
  onAskSeveralChange: (count: number | null) => void;
  /** Absent when files cannot be attached. */
  files?: DraftFile[];
  onFilesChange?: (files: DraftFile[]) => void;
  /** The plan for the draft; null while unknown. */
  plan?: DraftPlan | null;
  /** The conversation is empty: without text there is nothing to estimate. */
  isFirst?: boolean;
  /** Controls next to the model picker. */
  tools?: ReactNode;
}

/** Enter (also with Ctrl or Cmd) sends, Shift+Enter adds a line, Esc stops, arrow up edits the last question. */
export function Composer(props: ComposerProps) {
  const { value, onChange, onSend, onStop, isBusy, placeholder, model, models, onModelChange } = props;
  const { files = [], onFilesChange, plan = null, isFirst = false, tools, askSeveral, onAskSeveralChange } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  useAutoHeight(area, value);
  const { refusals, take, forget } = useAttachedFiles(files, onFilesChange);
  const isOver = useFileDrop(onFilesChange ? take : null);
  const isEmpty = value.trim() === '' && files.length === 0;
  const isBlocked = plan?.isBlocked ?? false;

  const send = () => {
    if (isEmpty || isBusy || isBlocked) return;
    forget();
    onSend();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape' && isBusy) onStop();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };

  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    // A spreadsheet cell is pasted as text and as an image of itself: the text is meant.
    if (!onFilesChange || pasted.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    take(pasted);
  };

  return (
    <form
      className="shrink-0 px-6 pt-3 pb-4 max-[640px]:px-3 max-[640px]:pt-2 max-[640px]:pb-[max(12px,env(safe-area-inset-bottom))]"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="mx-auto max-w-[720px]">
        <div
          className={classNames(
            'relative rounded-xl border bg-control py-2 pr-2 pl-4 shadow-sm focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus',
            isOver ? 'border-accent' : 'border-line-input',
          )}
        >
          {isOver && (
            <div className="absolute inset-0 z-10 grid place-items-center rounded-xl bg-accent-bg text-ui font-medium text-accent-text">
              Drop to attach
            </div>
          )}
          <div className="pr-2">
            <Refusals sentences={refusals} />
            {plan && !isBusy && !(isEmpty && plan.next) && <PlanProblem plan={plan} onChoose={onModelChange} />}
            <AttachmentChips
              files={files}
              onRemove={(file) => onFilesChange?.(files.filter((other) => other !== file))}
            />
          </div>
          <textarea
            ref={area}
            data-message-field
            rows={1}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            placeholder={placeholder}
            aria-label="Your message"
            // biome-ignore lint/a11y/noAutofocus: writing a message is the purpose of the page.
            autoFocus
            className="mt-1 block w-full resize-none bg-transparent text-body outline-none placeholder:text-text-3 max-[640px]:text-[16px]"
          />
          <div className="mt-2 -ml-2 flex items-center gap-1">
            {onFilesChange && <AttachButton onFiles={take} />}
            <ModelPicker model={model} models={models} onChange={onModelChange} />
            <ConsensusToggle value={askSeveral} onChange={onAskSeveralChange} />
            {tools}
            <span className="ml-auto flex min-w-0 items-center gap-3 pl-2">
              {plan && !isBusy && !(isFirst && isEmpty) && <NextAnswer plan={plan} />}
              <SendOrStop
                isBusy={isBusy}
                isDisabled={isEmpty || isBlocked}
                title={isBlocked ? (plan?.problem ?? undefined) : undefined}
                onStop={onStop}
              />
            </span>
          </div>
        </div>
      </div>
    </form>
  );
}

function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPTED}
        aria-label="Files to attach"
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again after it was removed.
          event.target.value = '';
        }}
      />
      <Button
        variant="ghost"
        size="small"
        isIcon
        aria-label="Attach files"
        title="Attach images or text files. You can also paste or drop them."
        onClick={() => input.current?.click()}
        className="shrink-0 pointer-coarse:size-11!"
      >
        <Paperclip size={14} />
      </Button>
    </>
  );
}

function Refusals({ sentences }: { sentences: string[] }) {
  return (
    <div role="alert" className={classNames('text-meta text-danger-text', sentences.length > 0 && 'mb-2')}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

/** Files from the button, the clipboard or a drop. Reasons for rejected ones stay until the next files. */
function useAttachedFiles(files: DraftFile[], onChange: ((files: DraftFile[]) => void) | undefined) {
  const [refusals, setRefusals] = useState<string[]>([]);
  const present = useRef(files);
  present.current = files;
  const take = async (chosen: File[]) => {
    if (!onChange || chosen.length === 0) return;
    const read = await readDraftFiles(chosen, present.current);
    setRefusals(read.refusals);
    if (read.files.length > 0) onChange([...present.current, ...read.files]);
  };
  return { refusals, take: (chosen: File[]) => void take(chosen), forget: () => setRefusals([]) };
}

function useAutoHeight(area: RefObject<HTMLTextAreaElement | null>, value: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, MAX_HEIGHT_PX)}px`;
  }, [value]);
}
