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

export const MAX_STEPS = 10;

/** What is wrong with a ladder, in words for whoever wrote it; null when nothing is. */
export function ladderProblem(ladder: LadderStep[]): string | null {
  if (ladder.length > MAX_STEPS) return `A ladder has at most ${MAX_STEPS} steps.`;
  if (ladder.some(({ percent }) => !Number.isInteger(percent) || percent < 1 || percent > 100))
    return 'A step is a whole percentage from 1 to 100.';
  const falling = ladder.findIndex(({ percent }, i) => i > 0 && percent <= (ladder[i - 1]?.percent ?? 0));
  if (falling > 0)
    return `Steps rise: ${ladder[falling]?.percent} % cannot come after ${ladder[falling - 1]?.percent} %.`;
  // At the limit admission refuses whatever the ladder says, and short of it nothing else does.
  if (ladder.some(({ percent, action }) => (action === 'stop') !== (percent === 100)))
    return 'Stop belongs to 100 %, the limit itself, and to nothing else.';
  return null;
}

/** What a step stands at, in nano-dollars: the first amount that reaches it. */
export function stepNanoUsd(limitNanoUsd: number, { percent }: LadderStep): number {
  return Number((BigInt(limitNanoUsd) * BigInt(percent) + 99n) / 100n);
}

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
  return ladder
    .filter((step) => spentNanoUsd >= stepNanoUsd(limitNanoUsd, step))
    .reduce<LadderStep | null>(higher, null);
}

function higher(best: LadderStep | null, next: LadderStep): LadderStep {
  return best && best.percent > next.percent ? best : next;
}

/** Of two rules the stricter one. */
export function stricter(a: SpendingRule | null, b: SpendingRule | null): SpendingRule | null {
  if (!a || !b) return a ?? b;
  return LADDER_ACTIONS.indexOf(b.action) > LADDER_ACTIONS.indexOf(a.action) ? b : a;
}
