import { describe, expect, it } from 'vitest';
import { steppedClock } from '../../../tests/support/clock';
import { readExecution, startExecution } from '../../../tests/support/execution';
import { chunk, fails, type Script, says, testModel, USAGE } from '../../../tests/support/fakes/providers';
import { Catalog } from '../catalog/catalog';
import { worstCasesNanoUsd } from '../money/reservation';
import type { Decision, Rates, Usage } from '../types';

const priced = (rates: Rates, extra = {}) => ({
  prices: [{ from: null, source: 'test', verifiedAt: '2026-11-22', ...rates }],
  ...extra,
});

describe('what an attempt costs', () => {
  it('is charged by the hour for the time that the call took', async () => {
    const clock = steppedClock();
    const slow: Script = async function* () {
      yield chunk({ role: 'assistant', content: 'Hi' });
      clock.step(18_000);
      yield chunk({}, 'stop');
      yield { type: 'usage', usage: USAGE, wire: {} };
    };
    const models = [testModel('a/one', priced({ input: 0, output: 0, perHour: 0.6 }))];
    const { outcome } = await readExecution(startExecution({ scripts: { a: slow }, models, clock }).events);
    expect(outcome.attempts[0]?.costItems.at(-1)).toMatchObject({ charge: 'time', quantity: 18_000 });
    expect(outcome.costNanoUsd).toBe(3_000_000);
  });

  it('is nothing, without a line, where the call failed before its first content', async () => {
    const models = [
      testModel('a/one', priced({ input: 1, output: 2, perCall: 0.01, perHour: 1 })),
      testModel('b/one', priced({ input: 1, output: 2, perCall: 0.01 })),
    ];
    const scripts = { a: fails(), b: says('Hi') };
    const { outcome } = await readExecution(startExecution({ scripts, models }).events);
    expect(outcome.attempts[0]).toMatchObject({ costNanoUsd: 0, costItems: [] });
    expect(outcome.attempts[1]?.costItems.at(-1)).toMatchObject({ charge: 'call', costNanoUsd: 10_000_000 });
    expect(outcome.costNanoUsd).toBe(10_000_000 + 10 * 1_000 + 5 * 2_000);
  });

  it.each<[string, Partial<Usage>]>([
    ['without a prompt', { inputTokens: 0 }],
    ['without the answer that came', { outputTokens: 0 }],
    ['in fractions', { outputTokens: 2.5 }],
  ])('is estimated where the vendor counts %s', async (_what, absurd) => {
    const script: Script = async function* () {
      yield chunk({ role: 'assistant', content: 'Hello world' });
      yield chunk({}, 'stop');
      yield { type: 'usage', usage: { ...USAGE, ...absurd }, wire: {} };
    };
    const { outcome } = await readExecution(startExecution({ scripts: { a: script } }).events);
    expect(outcome).toMatchObject({ costState: 'estimated', attempts: [{ usageState: 'estimated' }] });
    expect(outcome.costNanoUsd).toBeGreaterThan(0);
  });
});

describe('what is kept aside for a request', () => {
  const worstCase = (rates: Rates | null, choices = 1) => {
    const model = testModel('a/one', rates ? priced(rates) : { prices: [] });
    const candidates = [{ model: model.id }];
    const decision = { candidates, estimate: { inputTokens: 1_000, outputTokens: 100 } } as unknown as Decision;
    const input = { decision, catalog: new Catalog([model]), maxTokens: 1_000, choices, isHedged: false, now: 0 };
    return worstCasesNanoUsd(input)[0] ?? 0;
  };

  it('covers the call, the longest time it may take and the dearest input class', () => {
    expect(worstCase({ input: 1, output: 2 })).toBe(1_000 * 1_000 + 1_000 * 2_000);
    expect(worstCase({ input: 1, output: 2, cacheWrite: 1.25, perCall: 0.01 })).toBe(
      1_250_000 + 2_000_000 + 10_000_000,
    );
    expect(worstCase({ input: 0, output: 0, perHour: 0.6 })).toBe(100_000_000);
  });

  it('covers every answer that is asked for, and the prompt once', () => {
    expect(worstCase({ input: 1, output: 2 }, 10)).toBe(1_000 * 1_000 + 10 * 1_000 * 2_000);
  });

  it('is a ceiling above every list price where no price is known, never nothing', () => {
    const dearest = Math.max(
      ...new Catalog().all().flatMap(({ prices }) => prices.map(({ input, output }) => worstCase({ input, output }))),
    );
    expect(worstCase(null)).toBeGreaterThanOrEqual(dearest);
  });
});
