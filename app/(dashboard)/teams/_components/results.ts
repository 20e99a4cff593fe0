import type { BudgetPeriod, BudgetScope } from '@/lib/db/budgets/budgets';
import type { LadderStep } from '@/lib/engine/money/budget';

/** The result of a server action. */
export type Result<Value = unknown> = { ok: true; value: Value } | { ok: false; message: string; param: string | null };

interface Terms {
  /** Dollars, as entered. */
  limit: string;
  period: BudgetPeriod;
  timeZone: string;
}

export type ChangeBudget = (input: Terms & { id: string; ladder: LadderStep[] }) => Promise<Result>;
export type AddBudget = (
  input: Terms & { teamId: string; scope: BudgetScope; keyId: string | null; userId: string | null },
) => Promise<Result<{ budgetId: string }>>;
export type OnBudget = (input: { id: string }) => Promise<Result>;
