import { describe, expect, it } from 'vitest';
import type { Figures } from '@/lib/services/compare/comparison-view';
import { computeDeltas, referencePlace } from './column-deltas';

const figures = (ttftMs: number, totalMs: number, costNanoUsd: number | null): Figures => ({
  ttftMs,
  totalMs,
  inputTokens: 31,
  outputTokens: 100,
  costNanoUsd,
  costState: 'measured',
});

describe('a column’s figures', () => {
  it('are held against the dearest column that has ended', () => {
    const columns = [figures(460, 2_900, 330_600), figures(1_310, 4_700, 4_302_000), figures(210, 1_200, 50_000)];
    expect(referencePlace(columns)).toBe(1);
    const [a, b, c] = computeDeltas(columns);
    expect(a?.ttft).toMatchObject({ text: '0.85 s', isBetter: true, isBest: false });
    expect(a?.cost.text).toBe('92\u202f%');
    expect(b?.cost).toMatchObject({ isReference: true, text: null });
    expect(c).toMatchObject({ ttft: { isBest: true }, total: { isBest: true }, cost: { isBest: true } });
  });

  it('say nothing while one column alone has ended', () => {
    expect(computeDeltas([figures(1, 2, 3), null])).toEqual([null, null]);
  });

  it('name no winner where two are equal, and no percent of nothing', () => {
    const [a, b] = computeDeltas([figures(100, 200, 0), figures(100, 200, 0)]);
    expect([a?.ttft.isBest, b?.ttft.isBest]).toEqual([false, false]);
    expect(b?.cost.text).toBeNull();
  });

  it('never call an unknown price the cheapest', () => {
    const [a, b] = computeDeltas([figures(100, 200, null), figures(90, 210, 5)]);
    expect(a?.cost).toMatchObject({ text: null, isBest: false });
    expect(b?.cost.isReference).toBe(true);
  });
});
