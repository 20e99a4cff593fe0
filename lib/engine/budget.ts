/** What a budget does to requests once so much of it is spent. */
export const LADDER_ACTIONS = ['warn', 'cheapest', 'free', 'stop'] as const;
export type LadderAction = (typeof LADDER_ACTIONS)[number];

export interface LadderStep {
  /** Of the limit, 1..100. */
  percent: number;
  action: LadderAction;
}

export const DEFAULT_LADDER: LadderStep[] = [
  { percent: 70, action: 'warn' },
  { percent: 85, action: 'cheapest' },
  { percent: 95, action: 'free' },
  { percent: 100, action: 'stop' },
];

/** What a decision must heed: the strictest step that any budget of the caller has reached. */
export interface SpendingRule {
  action: Exclude<LadderAction, 'warn' | 'stop'>;
  /** The budget in words, such as "the monthly budget of Atlas". */
  budget: string;
  /** How much of its limit is spent, 0..100 and above. */
  spentPercent: number;
}

/** The highest step of a ladder that is reached; null below the first. A limit of zero has reached its last. */
export function stepReached(spentNanoUsd: number, limitNanoUsd: number, ladder: LadderStep[]): LadderStep | null {
  const percent = limitNanoUsd > 0 ? (spentNanoUsd / limitNanoUsd) * 100 : Number.POSITIVE_INFINITY;
  return ladder.filter((step) => percent >= step.percent).reduce<LadderStep | null>(higher, null);
}

function higher(best: LadderStep | null, next: LadderStep): LadderStep {
  return best && best.percent > next.percent ? best : next;
}

/** Of two rules the stricter one. */
export function stricter(a: SpendingRule | null, b: SpendingRule | null): SpendingRule | null {
  if (!a || !b) return a ?? b;
  return LADDER_ACTIONS.indexOf(b.action) > LADDER_ACTIONS.indexOf(a.action) ? b : a;
}
