import { describe, expect, it } from 'vitest';
import { reachedAt } from './pace';

const DAY = 24 * 3_600_000;
const month = { periodStart: 0, resetsAt: 30 * DAY };

describe('the pace of a period', () => {
  it('tells when an amount comes, from the period’s own days', () => {
    expect(reachedAt(200, { ...month, spentNanoUsd: 100, now: 10 * DAY })).toBe(20 * DAY);
  });

  it('tells nothing of what is reached, would come after the reset, or costs nothing so far', () => {
    expect(reachedAt(100, { ...month, spentNanoUsd: 100, now: 10 * DAY })).toBeNull();
    expect(reachedAt(301, { ...month, spentNanoUsd: 100, now: 10 * DAY })).toBeNull();
    expect(reachedAt(300, { ...month, spentNanoUsd: 100, now: 10 * DAY })).toBeNull();
    expect(reachedAt(300, { ...month, spentNanoUsd: 0, now: 10 * DAY })).toBeNull();
  });

  it('says nothing before a day of a month, or an hour of a day, has passed', () => {
    expect(reachedAt(200, { ...month, spentNanoUsd: 100, now: DAY - 1 })).toBeNull();
    expect(reachedAt(200, { ...month, spentNanoUsd: 100, now: DAY })).toBe(2 * DAY);
    const day = { periodStart: 0, resetsAt: DAY };
    expect(reachedAt(200, { ...day, spentNanoUsd: 100, now: DAY / 24 - 1 })).toBeNull();
    expect(reachedAt(200, { ...day, spentNanoUsd: 100, now: DAY / 24 })).toBe(DAY / 12);
  });
});
