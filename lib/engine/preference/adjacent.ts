import type { Board } from './board';
import { computeSeparation, type Separation } from './separation';

/** Two models of adjacent rank that votes do not separate yet. */
export interface AdjacentPair {
  upper: string;
  lower: string;
  sure: number;
  votesNeeded: number;
}

/** Adjacent models in the ranking that are not separated yet, strongest first. */
export function undecidedPairs({ entries, fit }: Pick<Board, 'entries' | 'fit'>): AdjacentPair[] {
  const ranked = entries.flatMap(({ standing }) => standing ?? []);
  return ranked.slice(1).flatMap(({ model: lower }, i) => {
    const upper = ranked[i]?.model ?? '';
    const separation = separationBetween(fit, upper, lower);
    if (!separation || separation.votesNeeded === 0) return [];
    return [{ upper, lower, sure: separation.firstIsBetter, votesNeeded: separation.votesNeeded }];
  });
}

/** The separation of two models by id; null when no votes connect them. */
export function separationBetween(fit: Board['fit'], first: string, second: string): Separation | null {
  const [i, j] = [fit.models.indexOf(first), fit.models.indexOf(second)];
  return i < 0 || j < 0 || i === j ? null : computeSeparation(fit, i, j);
}
