/** What a budget step does to requests once its share of the limit is spent. */
export const LADDER_ACTIONS = ['warn', 'cheapest', 'free', 'stop'] as const;
export type LadderAction = (typeof LADDER_ACTIONS)[number];

export interface LadderStep {
  /** Percentage of the limit, 1..100. */
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

/** Validates the steps of a budget. Returns a message for the person editing it, or null when they are valid. */
export function ladderProblem(ladder: LadderStep[]): string | null {
  if (ladder.length > MAX_STEPS) return `A ladder has at most ${MAX_STEPS} steps.`;
  if (ladder.some(({ percent }) => !Number.isInteger(percent) || percent < 1 || percent > 100))
    return 'A step is a whole percentage from 1 to 100.';
  const falling = ladder.findIndex(({ percent }, i) => i > 0 && percent <= (ladder[i - 1]?.percent ?? 0));
  if (falling > 0)
    return `Steps must increase: ${ladder[falling]?.percent} % cannot come after ${ladder[falling - 1]?.percent} %.`;
  // Admission always refuses at the limit and never below it.
  if (ladder.some(({ percent, action }) => (action === 'stop') !== (percent === 100)))
    return 'A step at 100 % must be Stop, and Stop is only allowed at 100 %.';
  return null;
}

/** The smallest spend that reaches a step, in nano-dollars. */
export function stepNanoUsd(limitNanoUsd: number, { percent }: LadderStep): number {
  return Number((BigInt(limitNanoUsd) * BigInt(percent) + 99n) / 100n);
}

/** How a budget restricts a decision: the strictest step reached by any budget of the caller. */
export interface SpendingRule {
  action: Exclude<LadderAction, 'warn' | 'stop'>;
  /** The budget's name for messages, such as "the monthly budget of Atlas". */
  budget: string;
  /** Percentage of the limit spent, 0..100 and above. */
  spentPercent: number;
}

/** The highest step reached; null below the first. A limit of zero has reached its last step. */
export function stepReached(spentNanoUsd: number, limitNanoUsd: number, ladder: LadderStep[]): LadderStep | null {
  return ladder
    .filter((step) => spentNanoUsd >= stepNanoUsd(limitNanoUsd, step))
    .reduce<LadderStep | null>(higherStep, null);
}

function higherStep(best: LadderStep | null, next: LadderStep): LadderStep {
  return best && best.percent > next.percent ? best : next;
}

/** The stricter of two rules. */
export function stricterRule(a: SpendingRule | null, b: SpendingRule | null): SpendingRule | null {
  if (!a || !b) return a ?? b;
  return LADDER_ACTIONS.indexOf(b.action) > LADDER_ACTIONS.indexOf(a.action) ? b : a;
}
