'use client';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';

export type Rate = (input: { requestId: string; rating: 1 | -1 | null }) => Promise<{ ok: boolean; message?: string }>;

interface RatingProps {
  requestId: string;
  initial: number | null;
  onRate: Rate;
}

/** Thumbs. Pressing the same one again takes the rating back. */
export function Rating({ requestId, initial, onRate }: RatingProps) {
  const [rating, setRating] = useState(initial);
  const [error, setError] = useState<string | null>(null);

  const choose = async (chosen: 1 | -1) => {
    const before = rating;
    const next = rating === chosen ? null : chosen;
    setRating(next);
    setError(null);
    const result = await onRate({ requestId, rating: next }).catch(() => ({
      ok: false,
      message: 'The rating could not be saved.',
    }));
    if (result.ok) return;
    setRating(before);
    setError(result.message ?? 'The rating could not be saved.');
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
