import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/engine/random';
import { percentile } from './figures';
import {
  commonOutages,
  DAY_MS,
  generateBursts,
  generateIncidents,
  HOUR_MS,
  MAX_INCIDENT_HOURS,
  MINUTE_MS,
  OUTAGE_PARAMETERS,
  SEVERITIES,
} from './outage-model';

const CENTURY_MS = 36_525 * DAY_MS;

describe.each(OUTAGE_PARAMETERS)('incidents of the $provider provider', (parameters) => {
  const spells = generateIncidents(parameters, CENTURY_MS, seededRandom(7));
  const lengths = spells.map(({ startMs, endMs }) => endMs - startMs);

  it('last as long as its log-normal says: median and spread', () => {
    const logs = lengths.map(Math.log);
    expect(percentile(lengths, 0.5) / MINUTE_MS / parameters.medianMinutes).toBeCloseTo(1, 0.9);
    // One sigma above the median lie 84.13 %; the cap does not reach down to there.
    expect((percentile(logs, 0.8413) - percentile(logs, 0.5)) / parameters.sigma).toBeCloseTo(1, 1);
  });

  it('never last longer than two days', () => {
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MAX_INCIDENT_HOURS * HOUR_MS);
  });

  it('leave exponential gaps of its mean between them', () => {
    const gaps = spells.slice(1).map(({ startMs }, index) => startMs - (spells[index]?.endMs ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(mean / HOUR_MS / parameters.gapHours).toBeCloseTo(1, 1);
    expect(gaps.filter((gap) => gap > mean).length / gaps.length).toBeCloseTo(Math.exp(-1), 1);
    expect(Math.min(...gaps)).toBeGreaterThan(0);
  });

  it('are as grave as the severities say, the graver the rarer', () => {
    for (const { name, from, to, odds } of SEVERITIES) {
      const own = spells.flatMap((spell) => (spell.kind === 'incident' && spell.severity === name ? [spell] : []));
      expect(own.length / spells.length).toBeCloseTo(odds, 1);
      expect(own.every(({ errorShare }) => errorShare >= from && errorShare <= to)).toBe(true);
    }
  });
});

describe('what comes round', () => {
  const days = 180 * DAY_MS;

  it('is a burst of 429 for three minutes within every six hours', () => {
    const bursts = generateBursts({ provider: 'a', gapHours: 1, medianMinutes: 1, sigma: 1 }, days, seededRandom(1));
    expect(bursts).toHaveLength(720);
    for (const [index, { startMs, endMs }] of bursts.entries()) {
      expect(endMs - startMs).toBeCloseTo(3 * MINUTE_MS);
      expect(startMs).toBeGreaterThanOrEqual(index * 6 * HOUR_MS);
      expect(endMs).toBeLessThanOrEqual((index + 1) * 6 * HOUR_MS);
    }
  });

  it('is an outage of everybody for twenty minutes within every sixty days', () => {
    const outages = commonOutages(days, seededRandom(1));
    expect(outages).toHaveLength(3);
    for (const { startMs, endMs, provider } of outages) {
      expect(provider).toBeNull();
      expect(endMs - startMs).toBeCloseTo(20 * MINUTE_MS);
    }
  });
});
