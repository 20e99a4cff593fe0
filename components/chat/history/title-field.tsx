'use client';
import { type KeyboardEvent, useRef } from 'react';
import { isComposing } from '../../shortcuts/keys';

interface TitleFieldProps {
  title: string;
  onSave: (title: string) => void;
  onCancel: () => void;
}

/** Edits a title in place: Enter and blur save, Escape cancels. */
export function TitleField({ title, onSave, onCancel }: TitleFieldProps) {
  const isOver = useRef(false);
  const end = (typed: string, isSaved: boolean) => {
    if (isOver.current) return;
    isOver.current = true;
    if (isSaved && typed.trim() && typed.trim() !== title) onSave(typed);
    else onCancel();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end(event.currentTarget.value, event.key === 'Enter');
  };
  return (
    <input
      defaultValue={title}
      aria-label="Title"
      maxLength={200}
      // biome-ignore lint/a11y/noAutofocus: the user just opened this field.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKeyDown}
      onBlur={(event) => end(event.currentTarget.value, true)}
      className="h-7 w-full min-w-0 rounded-sm border border-line-input bg-control px-1.5 font-medium pointer-coarse:h-11"
    />
  );
}
