'use client';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { formatQuality } from '../../lib/format';
import { Button } from '../ui/button';
import { useMayTeach, ViewersNote } from './teaching';

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
  rating: 1 | -1 | null;
}) => Promise<{ ok: true; value: RatingEffect | null } | { ok: false; message: string }>;

interface RatingProps {
  requestId: string;
  initial: number | null;
  onRate: Rate;
}

/** Thumbs, for those whose words count. */
export function Rating(props: RatingProps) {
  return useMayTeach() ? <Thumbs {...props} /> : <ViewersNote what="rate" />;
}

/** Pressing the same one again takes the rating back. */
function Thumbs({ requestId, initial, onRate }: RatingProps) {
  const [rating, setRating] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const [effect, setEffect] = useState<RatingEffect | null>(null);

  const choose = async (chosen: 1 | -1) => {
    const before = rating;
    const next = rating === chosen ? null : chosen;
    setRating(next);
    setError(null);
    const result = await onRate({ requestId, rating: next }).catch(() => FAILED);
    setEffect(result.ok ? result.value : null);
    if (result.ok) return;
    setRating(before);
    setError(result.message);
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
    <>
      {effect && <Learned effect={effect} />}
      {thumb(1, 'Good answer', ThumbsUp)}
      {thumb(-1, 'Bad answer', ThumbsDown)}
      {error && (
        <span role="alert" className="text-meta text-danger-text">
          {error}
        </span>
      )}
    </>
  );
}

const FAILED = { ok: false as const, message: 'The rating could not be saved.' };

/** A rating changes the routing, and shows how. */
function Learned({ effect: { model, category, before, after, n } }: { effect: RatingEffect }) {
  return (
    <span role="status" className="mr-1 text-meta text-text-3 tabular" title={`${model}, ${category}, ${n} ratings`}>
      {category}: {formatQuality(before)} → <b className="font-medium text-text-2">{formatQuality(after)}</b>
    </span>
  );
}
