import type { LearnedEntry } from '../accuracy/accuracy';

type Feedback = Pick<LearnedEntry, 'kind' | 'rating' | 'category'>;

/** Such as `thumbs up`, `vote, won`, `corrected to code`. */
export function describeFeedback({ kind, rating, category }: Feedback): string {
  switch (kind) {
    case 'rating':
      return describeRating(rating);
    case 'vote':
      return rating === null ? 'vote' : `vote, ${rating > 0 ? 'won' : rating < 0 ? 'lost' : 'tie'}`;
    case 'regenerate':
      return 'regenerated';
    case 'stronger':
      return 'retried with a stronger model';
    case 'cheaper':
      return 'retried with a cheaper model';
    case 'failure':
      return 'answer failed';
    case 'correction':
      return `corrected to ${category}`;
    case 'reversal':
      return 'undone';
    default:
      return kind;
  }
}

/** The playground sends ±1; the API accepts any value between. */
function describeRating(rating: number | null): string {
  if (rating === null) return 'rating';
  if (rating === 1) return 'thumbs up';
  if (rating === -1) return 'thumbs down';
  return `rated ${rating > 0 ? '+' : rating < 0 ? '−' : ''}${Math.abs(rating)}`;
}
