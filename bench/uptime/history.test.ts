import { describe, expect, it } from 'vitest';
import { History } from './history';
import { BASE_ERROR, OUTAGE_PARAMETERS } from './outage-model';

const PROVIDERS = OUTAGE_PARAMETERS.map(({ provider }) => provider);

describe('a history', () => {
  const history = new History(3);
  const midpoint = (spell: { startMs: number; endMs: number }) => (spell.startMs + spell.endMs) / 2;
  const alone = history.spells.filter((spell) => {
    const others = history.spells.filter((other) => other !== spell);
    return others.every((other) => other.endMs <= spell.startMs || other.startMs >= spell.endMs);
  });

  it('is told again by the same seed, and differently by another', () => {
    expect(new History(3).spells).toEqual(history.spells);
    expect(new History(4).spells).not.toEqual(history.spells);
  });

  it('lets every provider fail a little at all times', () => {
    for (const provider of PROVIDERS) {
      const { errorShare } = history.conditionAt(provider, 0);
      expect(errorShare).toBeGreaterThanOrEqual(BASE_ERROR.from);
      expect(errorShare).toBeLessThanOrEqual(BASE_ERROR.to);
    }
  });

  it('crowds the others by 8 % while one is dark, and by nothing in a lesser incident', () => {
    const dark = alone.find((spell) => spell.kind === 'incident' && spell.severity === 'dark' && spell.provider);
    const lesser = alone.find((spell) => spell.kind === 'incident' && spell.severity === 'degraded');
    if (!dark || !lesser) throw new Error('This seed has no incident that is alone.');
    for (const provider of PROVIDERS) {
      const base = history.conditionAt(provider, 0).errorShare;
      const inDark = history.conditionAt(provider, midpoint(dark)).errorShare;
      expect(inDark).toBeCloseTo(provider === dark.provider ? 1 : base + 0.08);
      const inLesser = history.conditionAt(provider, midpoint(lesser)).errorShare;
      if (provider !== lesser.provider) expect(inLesser).toBeCloseTo(base);
      else expect(inLesser).toBeGreaterThan(base + 0.07);
    }
  });

  it('leaves nobody in a common outage', () => {
    const common = history.spells.find(({ provider }) => provider === null);
    if (!common) throw new Error('A history of 180 days has a common outage.');
    for (const provider of PROVIDERS) expect(history.conditionAt(provider, midpoint(common)).errorShare).toBe(1);
  });

  it('throttles 30 % of the calls of the provider that has a burst, and of nobody else', () => {
    const burst = alone.find(({ kind }) => kind === 'burst');
    if (!burst) throw new Error('This seed has no burst that is alone.');
    for (const provider of PROVIDERS) {
      const { throttledShare } = history.conditionAt(provider, midpoint(burst));
      expect(throttledShare).toBe(provider === burst.provider ? 0.3 : 0);
    }
    expect(history.conditionAt(burst.provider as string, burst.endMs + 1).throttledShare).toBe(0);
  });
});
