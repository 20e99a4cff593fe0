/** Kinds of feedback about a request, given by a person or derived from the answer. */
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

/** Quality of an answer, 0..1, and the weight of this evidence, where 1 is one explicit rating. */
export interface OutcomeSignal {
  outcome: number;
  weight: number;
}

/** A vote with visible model names counts half, because names bias the choice. */
export const OPEN_VOTE_WEIGHT = 0.5;

/**
 * Converts feedback to an outcome; null when it says nothing about quality. Explicit ratings count fully, implicit
 * actions less. The weights are chosen by judgement, not measured.
 *
 * | kind | outcome | weight |
 * | --- | --- | --- |
 * | rating (-1..1), blind vote (-1 lost, 0 tie, 1 won) | (rating + 1) / 2 | 1 |
 * | vote with visible names | as a blind one | 0.5 |
 * | stronger: sent again to a stronger model | 0 | 0.5 |
 * | failure: empty, malformed or truncated by the vendor | 0 | 0.5 |
 * | regenerate: sent again | 0 | 0.3 |
 * | cheaper: sent again to a cheaper model | 1 | 0.3 |
 * | correction, reversal | nothing about quality | |
 */
export function outcomeFromFeedback(kind: FeedbackKind, rating: number, isBlind = true): OutcomeSignal | null {
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

/** True for explicit kinds of feedback, which are counted as ratings. */
export function isRating(kind: string): boolean {
  return kind === 'rating' || kind === 'vote';
}

/** The `learningRate` at which outcomes have the weights above; doubling it doubles them. */
export const DEFAULT_LEARNING_RATE = 0.1;
