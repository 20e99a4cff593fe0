import { describe, expect, it } from 'vitest';
import type { EarlierAnswer } from '../../db/chat/threads';
import type { Decision } from '../../engine/types';
import { isCheaperTake } from './kept-cheaper';

const answer = (model: string, expected: Record<string, number>, more: Partial<EarlierAnswer> = {}): EarlierAnswer => ({
  id: `req_${model}`,
  status: 'succeeded',
  provider: 'sandbox',
  model,
  costNanoUsd: null,
  decision: {
    candidates: Object.entries(expected).map(([one, costNanoUsd]) => ({ model: one, costNanoUsd })),
  } as unknown as Decision,
  ...more,
});

const BOTH = { dear: 1_000, cheap: 100 };

describe('a cheaper take', () => {
  it('came after an answer of a model that is expected to cost more', () => {
    expect(isCheaperTake(answer('cheap', BOTH), [answer('dear', BOTH)])).toBe(true);
    expect(isCheaperTake(answer('dear', BOTH), [answer('cheap', BOTH)])).toBe(false);
    expect(isCheaperTake(answer('cheap', BOTH), [answer('cheap', BOTH)])).toBe(false);
    expect(isCheaperTake(answer('cheap', BOTH), [])).toBe(false);
  });

  it('is compared within one decision, whichever of the two knows both', () => {
    expect(isCheaperTake(answer('cheap', { cheap: 5_000 }), [answer('dear', BOTH)])).toBe(true);
    expect(isCheaperTake(answer('cheap', BOTH), [answer('dear', { dear: 1 })])).toBe(true);
  });

  it('is compared by what it did cost when no decision knows both', () => {
    const cheap = answer('cheap', {}, { costNanoUsd: 5 });
    expect(isCheaperTake(cheap, [answer('dear', {}, { costNanoUsd: 6 })])).toBe(true);
    expect(isCheaperTake(cheap, [answer('dear', {})])).toBe(false);
  });

  it('is none where one of the two was never whole', () => {
    expect(isCheaperTake(answer('cheap', BOTH, { status: 'failed' }), [answer('dear', BOTH)])).toBe(false);
    expect(isCheaperTake(answer('cheap', BOTH), [answer('dear', BOTH, { status: 'cancelled' })])).toBe(false);
  });
});
