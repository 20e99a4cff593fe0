/** The result of a vote between two models; `modelA` is the alphabetically first id. */
export interface VotePair {
  modelA: string;
  modelB: string;
  winsA: number;
  winsB: number;
  ties: number;
}

export interface VotedOn {
  choice: 'answer' | 'tie' | 'all_bad';
  /** Index of the preferred model; null for a tie or all bad. */
  winner: number | null;
  /** The compared models. */
  models: string[];
}

/**
 * Splits a vote into pairs: a preferred model wins against each other one, a tie is a tie of every pair, and "all bad"
 * gives no pairs. A model in two columns is not paired with itself.
 */
export function toVotePairs({ choice, winner, models }: VotedOn): VotePair[] {
  if (choice === 'tie')
    return models.flatMap((a, i) => models.slice(i + 1).flatMap((b) => (a === b ? [] : [createTie(a, b)])));
  const best = choice === 'answer' && winner !== null ? models[winner] : undefined;
  if (best === undefined) return [];
  return models.flatMap((other) => (other === best ? [] : [createWin(best, other)]));
}

function createTie(a: string, b: string): VotePair {
  return { ...orderedPair(a, b), winsA: 0, winsB: 0, ties: 1 };
}

function createWin(best: string, other: string): VotePair {
  const isA = best < other;
  return { ...orderedPair(best, other), winsA: isA ? 1 : 0, winsB: isA ? 0 : 1, ties: 0 };
}

function orderedPair(a: string, b: string): Pick<VotePair, 'modelA' | 'modelB'> {
  return a < b ? { modelA: a, modelB: b } : { modelA: b, modelB: a };
}
