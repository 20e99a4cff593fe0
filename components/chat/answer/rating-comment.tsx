'use client';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';

const REASONS = {
  up: ['correct', 'well explained', 'right length', 'followed instructions', 'fast'],
  down: ['wrong', 'incomplete', 'ignored instructions', 'too long', 'slow'],
};
const LONGEST = 1_500;

interface RatingCommentProps {
  rating: 1 | -1;
  comment: string | null;
  onSave: (comment: string | null) => void;
}

/** The reason for a rating: suggestions and free text, all optional. */
export function RatingComment({ rating, comment, onSave }: RatingCommentProps) {
  const offered = rating > 0 ? REASONS.up : REASONS.down;
  const [reasons, setReasons] = useState(() => parseComment(comment, offered));
  const toggle = (reason: string) => {
    const tapped = reasons.tapped.includes(reason)
      ? reasons.tapped.filter((one) => one !== reason)
      : [...reasons.tapped, reason];
    setReasons({ ...reasons, tapped });
  };
  return (
    <Popover.Portal>
      <Popover.Content
        align="end"
        sideOffset={6}
        collisionPadding={12}
        aria-label={rating > 0 ? 'What was good?' : 'What was bad?'}
        className="pop-in z-30 w-[320px] max-w-[calc(100vw-24px)] rounded-lg border border-line-overlay bg-overlay p-3 shadow-pop"
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onSave(formatComment(reasons));
          }}
          className="flex flex-col gap-3"
        >
          <p className="font-medium">{rating > 0 ? 'What was good?' : 'What was bad?'}</p>
          <div className="flex flex-wrap gap-2">
            {offered.map((reason) => (
              <button
                key={reason}
                type="button"
                aria-pressed={reasons.tapped.includes(reason)}
                onClick={() => toggle(reason)}
                className={classNames(
                  'h-6 rounded-sm border px-2 text-meta touch-target pointer-coarse:my-2',
                  reasons.tapped.includes(reason)
                    ? 'border-accent-line bg-accent-bg text-accent-text'
                    : 'border-line-control bg-control hover:bg-surface-3',
                )}
              >
                {reason}
              </button>
            ))}
          </div>
          <textarea
            rows={2}
            maxLength={LONGEST}
            value={reasons.words}
            onChange={({ target }) => setReasons({ ...reasons, words: target.value })}
            aria-label="Comment"
            placeholder="Add a comment (optional)"
            className="w-full resize-none rounded-md border border-line-input bg-control px-2 py-1.5 text-ui outline-offset-1 placeholder:text-text-3"
          />
          <div className="flex items-center justify-between gap-2">
            <span className="text-meta text-text-3">Your rating is already saved.</span>
            <Button type="submit" variant="primary" size="small">
              Save reason
            </Button>
          </div>
        </form>
      </Popover.Content>
    </Popover.Portal>
  );
}

interface Reasons {
  tapped: string[];
  words: string;
}

/** `wrong, too long: the table is missing`: readable wherever comments are shown. */
export function formatComment({ tapped, words }: Reasons): string | null {
  return [tapped.join(', '), words.trim()].filter(Boolean).join(': ') || null;
}

export function parseComment(comment: string | null, offered: string[]): Reasons {
  if (!comment) return { tapped: [], words: '' };
  const [, head = '', rest = ''] = /^([^:]*)(?:: ([\s\S]*))?$/.exec(comment) ?? [];
  const tapped = head.split(', ');
  return tapped.every((one) => offered.includes(one)) ? { tapped, words: rest } : { tapped: [], words: comment };
}
