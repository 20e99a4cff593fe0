import { describe, expect, it } from 'vitest';
import { ticksTo } from '@/components/charts/ticks';
import { addressSchema, toRangeQuery, toSumFilter } from '@/lib/services/costs/address-schema';
import { burnLine } from './burn-line';
import { assignColours } from './colours';
import { formatBucket, formatBucketTick, formatDaySpan } from './cost-labels';
import { costHref } from './filters';

describe('costs URL', () => {
  it('defaults to the month to date by provider, also for invalid values', () => {
    const usual = { range: 'month', by: 'provider' };
    expect(addressSchema.parse({})).toMatchObject(usual);
    const parsed = addressSchema.parse({ range: 'forever', by: 'planet', status: 'odd', category: 'x', from: 'then' });
    expect(parsed).toMatchObject(usual);
    expect(toSumFilter(parsed)).toEqual({});
  });

  it('accepts a custom range of whole days, up to a year', () => {
    const custom = { range: 'custom', from: '2026-10-05', to: '2026-10-05' };
    expect(toRangeQuery(addressSchema.parse(custom))).toEqual({ name: 'custom', from: '2026-10-05', to: '2026-10-05' });
    for (const wrong of [
      { ...custom, to: '2026-10-04' },
      { ...custom, from: '2025-10-01' },
      { ...custom, to: undefined },
      { ...custom, to: '2026-02-30' },
    ])
      expect(toRangeQuery(addressSchema.parse(wrong))).toEqual({ name: 'month' });
  });

  it('survives a round trip', () => {
    const address = { range: 'custom', from: '2026-10-01', to: '2026-10-31', by: 'key', key: 'none', status: 'failed' };
    const query = costHref(addressSchema.parse(address)).split('?')[1];
    expect(addressSchema.parse(Object.fromEntries(new URLSearchParams(query)))).toEqual(addressSchema.parse(address));
    expect(costHref(addressSchema.parse({}))).toBe('/costs');
  });

  it('maps "none" to requests without a key', () => {
    expect(toSumFilter(addressSchema.parse({ key: 'none', status: 'failed' }))).toEqual({ key: '', status: 'failed' });
  });
});

describe('words', () => {
  it('format spans briefly and hours in the team’s time zone', () => {
    expect(formatDaySpan('2026-11-01', '2026-11-22')).toBe('1–22 Nov');
    expect(formatDaySpan('2026-10-24', '2026-11-22')).toBe('24 Oct – 22 Nov');
    expect(formatDaySpan('2026-11-22', '2026-11-22')).toBe('22 Nov');
    expect(formatBucketTick('2026-11-22T20:00:00Z', 'hour', 'Asia/Kolkata')).toBe('01:30');
    expect(formatBucket('2026-11-22T20:00:00Z', 'hour', 'Asia/Kolkata')).toBe('Mon 23 Nov, 01:30');
    expect(formatBucket('2026-11-16', 'week', 'Asia/Kolkata')).toBe('Week of 16 Nov');
  });
});

describe('colours', () => {
  const series = (...names: (string | null)[]) =>
    names.map((name) => ({ name, label: name ?? 'others', costNanoUsd: 1, points: [1] }));

  it('use the provider’s colour in stacking order, with others last', () => {
    const colours = assignColours('provider', series('mistral', 'sandbox', 'openai', null));
    expect(colours.map(({ name }) => name)).toEqual(['openai', 'mistral', 'sandbox', null]);
    expect(colours.map(({ colour }) => colour)).toEqual([
      'var(--provider-openai, var(--cat-other))',
      'var(--provider-mistral, var(--cat-other))',
      null,
      'var(--cat-other)',
    ]);
  });

  it('use shades of a provider’s colour for its models', () => {
    const models = assignColours('model', series('openai/a', 'google/b', 'openai/c'));
    expect(models.map(({ name }) => name)).toEqual(['openai/a', 'openai/c', 'google/b']);
    expect(new Set(models.map(({ colour }) => colour)).size).toBe(3);
  });
});

describe('money axis', () => {
  it.each([
    [95, [0, 25, 50, 75, 100]],
    [1_330, [0, 500, 1_000, 1_500]],
    [0.8, [0, 0.2, 0.4, 0.6, 0.8]],
    [0, [0, 1]],
  ])('up to %d has round numbers', (most, ticks) => {
    const got = ticksTo(most);
    expect(got.map((tick) => Number(tick.toPrecision(6)))).toEqual(ticks);
  });
});

describe('burn line', () => {
  const soFar = [
    { day: '2026-02-01', nanoUsd: 10 },
    { day: '2026-02-02', nanoUsd: 15 },
  ];
  const lastMonth = Array.from({ length: 31 }, (_, i) => ({ day: `2026-01-${i + 1}`, nanoUsd: i + 1 }));
  const days = Array.from({ length: 27 }, (_, i) => {
    const expectedNanoUsd = 20 + i;
    const cumulative = { expectedNanoUsd, lowNanoUsd: expectedNanoUsd - 1, highNanoUsd: expectedNanoUsd + 1 };
    return { day: `2026-02-${String(i + 2).padStart(2, '0')}`, cumulative };
  });

  it('starts the band at the current spend and ends with the month', () => {
    const points = burnLine({ today: '2026-02-02', soFar, lastMonth, days, lastDay: '2026-02-28' });
    expect(points).toHaveLength(28);
    expect(points[0]).toEqual({ day: '2026-02-01', spent: 10, expected: null, band: null, lastMonth: 1 });
    expect(points[1]).toEqual({ day: '2026-02-02', spent: 15, expected: 15, band: [15, 15], lastMonth: 2 });
    expect(points[27]).toEqual({ day: '2026-02-28', spent: null, expected: 46, band: [45, 47], lastMonth: 28 });
  });

  it('ends today without a forecast', () => {
    const points = burnLine({ today: '2026-02-02', soFar, lastMonth, days: [], lastDay: '2026-02-28' });
    expect(points.every(({ expected, band }) => expected === null && band === null)).toBe(true);
  });
});
