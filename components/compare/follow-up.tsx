'use client';
import { Plus } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { Button } from '../ui/button';
import { RunKeys } from './setup/setup';

interface FollowUpProps {
  count: number;
  isBusy: boolean;
  onAsk: (text: string) => Promise<boolean>;
  /** Null at the maximum number of columns. */
  onAddColumn: (() => void) | null;
}

const WORDS: Record<number, string> = { 2: 'both', 3: 'all three', 4: 'all four' };

/** Sends a follow-up to all columns; each continues its own conversation. */
export function FollowUp({ count, isBusy, onAsk, onAddColumn }: FollowUpProps) {
  const [text, setText] = useState('');
  const send = async (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (isBusy || !text.trim()) return;
    if (await onAsk(text)) setText('');
  };
  return (
    <form
      onSubmit={send}
      className="flex min-h-12 flex-wrap items-center gap-2 rounded-lg border border-line bg-surface py-2 pr-2 pl-4 shadow-card focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus"
    >
      <textarea
        rows={1}
        value={text}
        maxLength={100_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) void send(event);
        }}
        aria-label="Follow-up"
        placeholder={`Ask ${WORDS[count] ?? 'all'} a follow-up`}
        className="field-sizing-content max-h-40 min-w-0 flex-1 resize-none bg-transparent outline-none placeholder:text-text-3 max-[640px]:basis-full"
      />
      {onAddColumn && (
        <Button variant="ghost" size="small" onClick={onAddColumn} disabled={isBusy}>
          <Plus size={14} /> Add column
        </Button>
      )}
      <Button type="submit" variant="primary" size="small" disabled={isBusy || !text.trim()}>
        Run
      </Button>
      <RunKeys />
    </form>
  );
}
