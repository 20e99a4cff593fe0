import type { Board } from './board';
import { type Separation, separationOf } from './separation';

/** Two models next to each other whom votes do not tell apart yet. */
export interface Neighbours {
  upper: string;
  lower: string;
  sure: number;
  votesNeeded: number;
}

/** Neighbours in the ranking that are not told apart, the strongest first. */
export function unsettledNeighbours({ entries, fit }: Pick<Board, 'entries' | 'fit'>): Neighbours[] {
  const ranked = entries.flatMap(({ standing }) => standing ?? []);
  return ranked.slice(1).flatMap(({ model: lower }, i) => {
    const upper = ranked[i]?.model ?? '';
    const separation = separationBetween(fit, upper, lower);
    if (!separation || separation.votesNeeded === 0) return [];
    return [{ upper, lower, sure: separation.firstIsBetter, votesNeeded: separation.votesNeeded }];
  });
}

/** Two models by their ids; null where no vote links them. */
export function separationBetween(fit: Board['fit'], first: string, second: string): Separation | null {
  const [i, j] = [fit.models.indexOf(first), fit.models.indexOf(second)];
  return i < 0 || j < 0 || i === j ? null : separationOf(fit, i, j);
}
