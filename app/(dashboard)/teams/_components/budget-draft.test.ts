import { describe, expect, it } from 'vitest';
import type { BudgetView, StepView } from '@/lib/db/budgets/budget-views';
import { listChanges, type StepDraft, toDraft, toSteps, withStep } from './budget-draft';

const step = (percent: number, action: StepView['action']): StepView => ({
  ...{ percent, action, atNanoUsd: 0, state: 'ahead', since: null },
});
const saved: Pick<BudgetView, 'limitNanoUsd' | 'period' | 'timeZone' | 'steps'> = {
  limitNanoUsd: 270e9,
  period: 'month',
  timeZone: 'UTC',
  steps: [step(70, 'warn'), step(100, 'stop')],
};

describe('budget draft', () => {
  it('starts from the saved budget without changes', () => {
    const draft = toDraft(saved);
    expect(draft.limit).toBe('270.00');
    expect(listChanges(draft, saved)).toEqual([]);
    expect(listChanges({ ...draft, limit: '$270' }, saved)).toEqual([]);
  });

  it('lists the changes', () => {
    const draft = toDraft(saved);
    expect(listChanges({ ...draft, limit: '300', period: 'week', timeZone: 'Asia/Tokyo' }, saved)).toEqual([
      'limit $300',
      'week, from monday',
      'time zone Asia/Tokyo',
    ]);
    const [first, last] = draft.steps as [StepDraft, StepDraft];
    expect(listChanges({ ...draft, steps: [{ ...first, percent: '75', action: 'free' }, last] }, saved)).toEqual([
      '70\u202f% becomes 75',
      'free and local models only at 75',
    ]);
  });

  it('inserts a new step into the widest gap, in order', () => {
    const more = withStep(toDraft(saved));
    expect(toSteps(more)).toEqual([
      { percent: 35, action: 'warn' },
      { percent: 70, action: 'warn' },
      { percent: 100, action: 'stop' },
    ]);
    expect(listChanges(more, saved)).toEqual(['3 steps']);
    expect(new Set(more.steps.map(({ key }) => key)).size).toBe(3);
  });

  it('treats an empty percentage as not a number', () => {
    const draft = toDraft(saved);
    const [first, last] = draft.steps as [StepDraft, StepDraft];
    expect(toSteps({ ...draft, steps: [{ ...first, percent: ' ' }, last] })[0]?.percent).toBeNaN();
  });
});
