'use client';
import { MessageSquareText, ThumbsDown, ThumbsUp } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { formatQuality } from '@/lib/format';
import { Button } from '../../ui/button';
import { useMayGiveFeedback, ViewerNote } from './feedback-permission';
import { RatingComment } from './rating-comment';

/** The effect of a rating on the model's quality estimate. */
export interface RatingEffect {
  model: string;
  category: string;
  before: number;
  after: number;
  n: number;
}

export type Rate = (input: {
  requestId: string;
  /** The message of the answer; a version that is rated up counts as kept. */
  answerId?: string;
  rating: 1 | -1 | null;
  comment?: string;
}) => Promise<{ ok: true; value: RatingEffect | null } | { ok: false; message: string }>;

interface RatingProps {
  requestId: string;
  /** The message of the answer, in a conversation. */
  answerId?: string;
  initial: number | null;
  /** The stored comment. */
  initialComment?: string | null;
  onRate: Rate;
}

/** Thumbs up and down, for users who may give feedback. */
export function Rating(props: RatingProps) {
  return useMayGiveFeedback() ? <Thumbs {...props} /> : <ViewerNote what="rate" />;
}

/** A rating is saved at once; a comment can follow. Pressing the same thumb again removes the rating. */
function Thumbs({ requestId, answerId, initial, initialComment = null, onRate }: RatingProps) {
  const [rating, setRating] = useState(initial);
  const [comment, setComment] = useState(initialComment);
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [effect, setEffect] = useState<RatingEffect | null>(null);

  const submit = async (next: 1 | -1 | null, why: string | null) => {
    const before = { rating, comment };
    setRating(next);
    setComment(why);
    setError(null);
    const input = { requestId, ...(answerId && { answerId }), rating: next, ...(why && { comment: why }) };
    const result = await onRate(input).catch(() => FAILED);
    // A comment alone changes no estimate: the effect of the rating stays visible.
    if (result.ok && (next !== before.rating || result.value)) setEffect(result.value);
    if (result.ok) return;
    setRating(before.rating);
    setComment(before.comment);
    setError(result.message);
  };

  const choose = (chosen: 1 | -1) => {
    const next = rating === chosen ? null : chosen;
    setAsking(next !== null);
    void submit(next, null);
  };

  const thumb = (value: 1 | -1, label: string, Icon: typeof ThumbsUp) => {
    const isOn = rating === value;
    return (
      <Button
        variant="ghost"
        size="small"
        isIcon
        aria-label={label}
        aria-pressed={isOn}
        title={label}
        onClick={() => choose(value)}
        className={isOn ? 'bg-selected [&_svg]:text-accent-text!' : ''}
      >
        <Icon size={14} />
      </Button>
    );
  };

  return (
    <Popover.Root open={isAsking && rating !== null} onOpenChange={setAsking}>
      {effect && <Learned effect={effect} />}
      {rating !== null && (
        <Button
          variant="ghost"
          size="small"
          isIcon
          aria-label={comment ? 'Edit reason' : 'Add a reason'}
          title={comment ?? 'Add a reason'}
          onClick={() => setAsking(true)}
        >
          <MessageSquareText size={14} />
        </Button>
      )}
      <Popover.Anchor asChild>
        <span className="inline-flex gap-0.5">
          {thumb(1, 'Good answer', ThumbsUp)}
          {thumb(-1, 'Bad answer', ThumbsDown)}
        </span>
      </Popover.Anchor>
      {rating !== null && (
        <RatingComment
          key={`${rating} ${comment}`}
          rating={rating > 0 ? 1 : -1}
          comment={comment}
          onSave={(why) => {
            setAsking(false);
            void submit(rating > 0 ? 1 : -1, why);
          }}
        />
      )}
      {error && (
        <span role="alert" className="text-meta text-danger-text">
          {error}
        </span>
      )}
    </Popover.Root>
  );
}

const FAILED = { ok: false as const, message: 'Could not save the rating. Try again.' };

/** Shows how the rating changed the estimate. */
function Learned({ effect: { model, category, before, after, n } }: { effect: RatingEffect }) {
  return (
    <span role="status" className="mr-1 text-meta text-text-3 tabular" title={`${model}, ${category}, ${n} ratings`}>
      {category}: {formatQuality(before)} → <b className="font-medium text-text-2">{formatQuality(after)}</b>
    </span>
  );
}
