'use client';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { isComposing } from '../shortcuts/keys';
import { Button } from '../ui/button';

const MOST_ROWS = 14;

interface QuestionEditorProps {
  text: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}

/** Enter sends the new version, Shift+Enter adds a line, Esc cancels. */
export function QuestionEditor({ text, onSave, onCancel }: QuestionEditorProps) {
  const [edited, setEdited] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);
  const save = () => edited.trim() && onSave(edited.trim());
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      // Otherwise the same key stops the streaming answer.
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    save();
  };
  return (
    <form
      aria-label="Edit question"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      className="flex w-full max-w-[82%] flex-col gap-2 self-end rounded-[12px_12px_4px_12px] bg-surface-3 p-2 max-[640px]:max-w-full"
    >
      <textarea
        ref={area}
        value={edited}
        rows={Math.min(MOST_ROWS, edited.split('\n').length + 1)}
        onChange={({ target }) => setEdited(target.value)}
        onKeyDown={onKeyDown}
        aria-label="Your question"
        className="w-full resize-none rounded-md border border-line-input bg-control px-2 py-1.5 text-body outline-offset-1"
      />
      <div className="flex items-center justify-end gap-2">
        <span className="mr-auto text-meta text-text-3">The previous version is kept.</span>
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="small" variant="primary" type="submit" disabled={!edited.trim()}>
          Save and send
        </Button>
      </div>
    </form>
  );
}
