'use client';
import { MessageSquareText, ThumbsDown, ThumbsUp } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { formatQuality } from '@/lib/format';
import { Button } from '../../ui/button';
import { useMayGiveFeedback, ViewerNote } from './feedback-permission';
import { RatingComment } from './rating-comment';

/** What a rating did to the model's estimate. */
export interface RatingEffect {
  model: string;
  category: string;
  before: number;
  after: number;
  n: number;
}

export type Rate = (input: {
  requestId: string;
  /** The answer as a version among others: one that is rated up was good enough. */
  answerId?: string;
  rating: 1 | -1 | null;
  comment?: string;
}) => Promise<{ ok: true; value: RatingEffect | null } | { ok: false; message: string }>;

interface RatingProps {
  requestId: string;
  /** In a conversation: the answer as a version among others. */
  answerId?: string;
  initial: number | null;
  /** What was said beside it, as stored. */
  initialComment?: string | null;
  onRate: Rate;
}

/** Thumbs, for those whose words count. */
export function Rating(props: RatingProps) {
  return useMayGiveFeedback() ? <Thumbs {...props} /> : <ViewerNote what="rate" />;
}

/** A thumb counts at once; why can be said after it. Pressing the same one again takes the rating back. */
function Thumbs({ requestId, answerId, initial, initialComment = null, onRate }: RatingProps) {
  const [rating, setRating] = useState(initial);
  const [comment, setComment] = useState(initialComment);
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [effect, setEffect] = useState<RatingEffect | null>(null);

  const say = async (next: 1 | -1 | null, why: string | null) => {
    const before = { rating, comment };
    setRating(next);
    setComment(why);
    setError(null);
    const word = { requestId, ...(answerId && { answerId }), rating: next, ...(why && { comment: why }) };
    const result = await onRate(word).catch(() => FAILED);
    // Words beside the same thumb change no estimate: the effect of the thumb stays in view.
    if (result.ok && (next !== before.rating || result.value)) setEffect(result.value);
    if (result.ok) return;
    setRating(before.rating);
    setComment(before.comment);
    setError(result.message);
  };

  const choose = (chosen: 1 | -1) => {
    const next = rating === chosen ? null : chosen;
    setAsking(next !== null);
    void say(next, null);
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
            void say(rating > 0 ? 1 : -1, why);
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

/** A rating changes the routing, and shows how. */
function Learned({ effect: { model, category, before, after, n } }: { effect: RatingEffect }) {
  return (
    <span role="status" className="mr-1 text-meta text-text-3 tabular" title={`${model}, ${category}, ${n} ratings`}>
      {category}: {formatQuality(before)} → <b className="font-medium text-text-2">{formatQuality(after)}</b>
    </span>
  );
}
