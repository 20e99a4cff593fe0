/** What somebody, or the answer itself, may say about a request. */
export const FEEDBACK_KINDS = [
  'rating',
  'vote',
  'regenerate',
  'stronger',
  'cheaper',
  'failure',
  'correction',
  'reversal',
] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

/** How good an answer turned out, 0..1, and how much that counts, where 1 is one explicit rating. */
export interface OutcomeSignal {
  outcome: number;
  weight: number;
}

/** Who sees the names votes for names, too. */
export const OPEN_VOTE_WEIGHT = 0.5;

/**
 * What each kind of feedback says about the quality of the answer; null when it says nothing. Explicit words count
 * fully; taps whose meaning must be guessed count less. The weights are our judgement, not measured.
 *
 * | kind | outcome | weight |
 * | --- | --- | --- |
 * | rating (-1..1), blind vote (-1 lost, 0 tie, 1 won) | (rating + 1) / 2 | 1 |
 * | vote with the names in sight: a name sways | as a blind one | 0.5 |
 * | stronger: asked again of a stronger model | 0 | 0.5 |
 * | failure: empty, garbled or cut by the vendor | 0 | 0.5 |
 * | regenerate: asked again | 0 | 0.3 |
 * | cheaper: asked again of a cheaper model | 1 | 0.3 |
 * | correction, reversal | nothing about quality | |
 */
export function outcomeOf(kind: FeedbackKind, rating: number, isBlind = true): OutcomeSignal | null {
  switch (kind) {
    case 'rating':
      return { outcome: (rating + 1) / 2, weight: 1 };
    case 'vote':
      return { outcome: (rating + 1) / 2, weight: isBlind ? 1 : OPEN_VOTE_WEIGHT };
    case 'stronger':
    case 'failure':
      return { outcome: 0, weight: 0.5 };
    case 'regenerate':
      return { outcome: 0, weight: 0.3 };
    case 'cheaper':
      return { outcome: 1, weight: 0.3 };
    case 'correction':
    case 'reversal':
      return null;
  }
}

/** Kinds by which somebody says in as many words how good an answer was: these are counted as ratings. */
export function isRating(kind: string): boolean {
  return kind === 'rating' || kind === 'vote';
}

/** The article's `learningRate` at which outcomes count as the table says; twice it, twice as much. */
export const DEFAULT_LEARNING_RATE = 0.1;
