import { describe, expect, it } from 'vitest';
import type { LimitTestEvent } from '@/lib/db/budgets/limit-test';
import { countCalls, NOT_STARTED, withLine } from './limit-test-run';

const lines: LimitTestEvent[] = [
  { type: 'start', calls: 3, room: 1, model: 'sandbox/tern-small', limitNanoUsd: 10 },
  { type: 'call', number: 2, result: 'answered', message: null },
  { type: 'call', number: 1, result: 'refused', message: null },
  { type: 'call', number: 3, result: 'failed', message: 'No.' },
];

describe('limit test run', () => {
  it('tracks the state of each call', () => {
    const run = lines.reduce(withLine, NOT_STARTED);
    expect(run.calls).toEqual(['refused', 'answered', 'failed']);
    expect(run).toMatchObject({ room: 1, failure: 'No.', end: null });
    expect([countCalls(run, 'answered'), countCalls(run, 'open')]).toEqual([1, 0]);
  });
});
