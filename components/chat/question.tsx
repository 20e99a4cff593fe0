'use client';
import { FileText, Pencil, RefreshCw } from 'lucide-react';
import { type MouseEvent, memo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Note } from '../ui/note';
import { type Version, VersionNav } from './answer/version-nav';
import { isImage, toBlob } from './composer/attachments';
import { messageField } from './composer/message-field';
import { filesOf, textOf } from './conversation/messages';
import type { ThreadHandlers } from './conversation/thread-handlers';
import { QuestionEditor } from './question-editor';

interface QuestionProps {
  message: ChatMessage;
  version: Version;
  handlers: ThreadHandlers;
}

/** A question of the user. An edit creates another version with its own branch. */
export const Question = memo(function Question({ message, version, handlers }: QuestionProps) {
  const [isEditing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const text = textOf(message);
  const leaveAsItWas = () => {
    flushSync(() => setEditing(false));
    pencil.current?.focus();
  };
  const save = (edited: string) => {
    if (edited === text) return leaveAsItWas();
    setEditing(false);
    handlers.edit(message, edited);
    messageField()?.focus();
  };
  if (isEditing) return <QuestionEditor text={text} onCancel={leaveAsItWas} onSave={save} />;
  return (
    <section aria-label="Question" className="group relative flex flex-col items-end gap-2">
      <Files message={message} />
      {text && (
        <div className="max-w-[82%] rounded-[12px_12px_4px_12px] bg-surface-3 px-3 py-2 text-body whitespace-pre-wrap wrap-anywhere max-[640px]:max-w-[90%]">
          {text}
        </div>
      )}
      {/* Placed in the gap before the answer, so that showing it does not move the layout. */}
      <div className="absolute top-full right-0 flex h-6 items-center gap-0.5">
        <span className="flex items-center gap-0.5 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
          <Button
            ref={pencil}
            variant="ghost"
            size="tiny"
            isIcon
            aria-label="Edit question"
            title="Edit question"
            onClick={() => setEditing(true)}
            className="pointer-coarse:w-11!"
          >
            <Pencil size={14} />
          </Button>
          <CopyButton text={text} label="Copy question" iconOnly size="tiny" className="pointer-coarse:w-11!" />
        </span>
        <VersionNav version={version} of="question" onStep={(step) => handlers.step(message, step)} />
      </div>
    </section>
  );
}, isSameQuestion);

function isSameQuestion(a: QuestionProps, b: QuestionProps): boolean {
  return a.message === b.message && a.version.index === b.version.index && a.version.count === b.version.count;
}

/** Attachments: images as previews, text files as downloads. */
function Files({ message }: { message: ChatMessage }) {
  const files = filesOf(message);
  if (files.length === 0) return null;
  return (
    <ul aria-label="Attachments" className="flex max-w-[82%] flex-wrap justify-end gap-2 max-[640px]:max-w-[90%]">
      {files.map(({ url, mediaType, filename = 'file' }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the files of a question never change.
        <li key={i}>
          {isImage({ mediaType }) ? (
            <ImageLink url={url} name={filename} />
          ) : (
            <a href={url} download={filename} title={filename} className="block touch-target">
              <span className="flex h-8 items-center gap-1.5 rounded-md border border-line bg-surface-2 px-2 text-meta">
                <FileText size={14} className="shrink-0 text-text-3" />
                <span className="max-w-[180px] truncate">{filename}</span>
              </span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Time for a tab to open. */
const OPENING_MS = 60_000;

/**
 * Opens in a tab. A file that was just sent is a data: URL, which browsers refuse to open from a link; a blob URL
 * works.
 */
function ImageLink({ url, name }: { url: string; name: string }) {
  const giveAddress = ({ currentTarget }: MouseEvent<HTMLAnchorElement>) => {
    if (!url.startsWith('data:')) return;
    const address = URL.createObjectURL(toBlob(url));
    currentTarget.href = address;
    setTimeout(() => URL.revokeObjectURL(address), OPENING_MS);
  };
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener"
      title={name}
      onClick={giveAddress}
      onAuxClick={giveAddress}
      className="block touch-target"
    >
      {/* biome-ignore lint/performance/noImgElement: a file of the user, served by this server. */}
      <img src={url} alt={name} className="h-24 max-w-[200px] rounded-md border border-line object-cover" />
    </a>
  );
}

/** A question without an answer. */
export function Unanswered({ onTryAgain }: { onTryAgain: () => void }) {
  return (
    <div className="flex flex-col items-start gap-3">
      <Note tone="danger" role="alert">
        This question has no answer.
      </Note>
      <Button onClick={onTryAgain}>
        <RefreshCw size={14} /> Try again
      </Button>
    </div>
  );
}

const EXAMPLES = [
  'Explain eventual consistency to a new colleague in four sentences.',
  'Write a TypeScript function that debounces another one.',
  'A train leaves at 9:40 and takes 2 h 35 min. When does it arrive?',
];

/** Example prompts of different categories. */
export function ExampleQuestions({ onPick }: { onPick: (prompt: string) => void }) {
  return (
    <ul className="mt-6 flex flex-col items-start gap-2">
      {EXAMPLES.map((prompt) => (
        <li key={prompt}>
          <Button
            onClick={() => onPick(prompt)}
            className="h-auto! min-h-8 py-1.5 text-left font-normal! whitespace-normal!"
          >
            {prompt}
          </Button>
        </li>
      ))}
    </ul>
  );
}
