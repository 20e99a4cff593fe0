'use client';
import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { Button } from '../ui/button';
import { AskThree } from './ask-three';
import { ModelPicker, type PickableModel } from './model-picker';

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
  /** How many models are asked together; null: one. */
  askSeveral: number | null;
  onAskSeveralChange: (count: number | null) => void;
}

/** Enter sends, Shift+Enter breaks the line, Esc stops. */
export function Composer({
  value,
  onChange,
  onSend,
  onStop,
  isBusy,
  placeholder,
  model,
  models,
  onModelChange,
  askSeveral,
  onAskSeveralChange,
}: ComposerProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useAutoHeight(area, value);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isBusy) onStop();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  };

  return (
    <form
      className="shrink-0 px-6 pt-3 pb-4 max-[640px]:px-3 max-[640px]:pt-2 max-[640px]:pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <div className="mx-auto max-w-[720px] rounded-xl border border-line-input bg-control py-2 pr-2 pl-4 shadow-sm focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus">
        <textarea
          ref={area}
          rows={1}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={placeholder}
          aria-label="Your message"
          // biome-ignore lint/a11y/noAutofocus: asking is what the page is for.
          autoFocus
          className="mt-1 block w-full resize-none bg-transparent text-body outline-none placeholder:text-text-3"
        />
        <div className="mt-2 -ml-2 flex items-center gap-1">
          <ModelPicker model={model} models={models} onChange={onModelChange} />
          <AskThree value={askSeveral} onChange={onAskSeveralChange} />
          <span className="ml-auto" />
          {isBusy ? (
            <Button size="small" aria-label="Stop" onClick={onStop}>
              <Square size={12} fill="currentColor" /> Stop
            </Button>
          ) : (
            <Button type="submit" variant="primary" size="small" isIcon aria-label="Send" disabled={!value.trim()}>
              <ArrowUp size={14} />
            </Button>
          )}
        </div>
      </div>
    </form>
  );
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
