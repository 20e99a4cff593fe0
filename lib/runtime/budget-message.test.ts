import { expect, it } from 'vitest';
import { overBudgetSentence } from './budget-message';

const full = {
  id: 'bud_1',
  scope: 'workspace' as const,
  owner: null,
  period: 'total' as const,
  limitNanoUsd: 1_000_000_000,
  spentNanoUsd: 1_000_000_000,
  reservedNanoUsd: 0,
  resetsAt: null,
};

it('says what a request may need, and nothing of it where nobody could be asked', () => {
  expect(overBudgetSentence(full, 20_000_000)).toContain('under way, and it may need $0.02000. It does not reset.');
  expect(overBudgetSentence(full, 0)).toContain('reserved for requests under way. It does not reset.');
});
