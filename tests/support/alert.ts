import type { BudgetAlert } from '../../lib/db/alerts/alert';

/** An alert of the 85 % step of a team's monthly budget of $50, with what a test wants to be different. */
export function anAlert(overrides: Partial<BudgetAlert> = {}): BudgetAlert {
  return {
    id: 'alr_1',
    percent: 85,
    action: 'cheapest',
    spentNanoUsd: 43_200_000_000,
    limitNanoUsd: 50_000_000_000,
    periodStart: new Date('2026-10-31T23:00:00Z'),
    resetsAt: new Date('2026-11-30T23:00:00Z'),
    createdAt: new Date('2026-11-22T14:20:36Z'),
    budget: { id: 'bud_1', scope: 'team', owner: 'Search', period: 'month', timeZone: 'Europe/Berlin' },
    ...overrides,
  };
}
