/** What a vote came to between two models; `modelA` is the lesser id. */
export interface VotePair {
  modelA: string;
  modelB: string;
  winsA: number;
  winsB: number;
  ties: number;
}

export interface VotedOn {
  choice: 'answer' | 'tie' | 'all_bad';
  /** Index into `models` of the one preferred; null for a tie and all bad. */
  winner: number | null;
  /** Who was voted on. */
  models: string[];
}

/**
 * A vote as pairs: one of n preferred is a win over each other model, a tie of n is a tie of each pair, all bad says
 * nothing of who is better. A model that stands in two columns makes no pair with itself.
 */
export function pairsOf({ choice, winner, models }: VotedOn): VotePair[] {
  if (choice === 'tie')
    return models.flatMap((a, i) => models.slice(i + 1).flatMap((b) => (a === b ? [] : [tieOf(a, b)])));
  const best = choice === 'answer' && winner !== null ? models[winner] : undefined;
  if (best === undefined) return [];
  return models.flatMap((other) => (other === best ? [] : [winOf(best, other)]));
}

function tieOf(a: string, b: string): VotePair {
  return { ...ordered(a, b), winsA: 0, winsB: 0, ties: 1 };
}

function winOf(best: string, other: string): VotePair {
  const isA = best < other;
  return { ...ordered(best, other), winsA: isA ? 1 : 0, winsB: isA ? 0 : 1, ties: 0 };
}

function ordered(a: string, b: string): Pick<VotePair, 'modelA' | 'modelB'> {
  return a < b ? { modelA: a, modelB: b } : { modelA: b, modelB: a };
}
