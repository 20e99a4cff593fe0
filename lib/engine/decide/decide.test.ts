import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testModel } from '../../../tests/support/fakes/providers';
import { Catalog } from '../catalog/catalog';
import type { ChatRequest } from '../chat';
import { classifyPrompt } from '../classify/classify';
import { RouterError } from '../errors';
import type { Policy } from '../policy/policy';
import type { Model } from '../types';
import { type PlanInput, plan } from './plan';
import { NO_SIGNALS, type Signals } from './signals';

const cheap = testModel('a/cheap', { tier: 'small', prices: priced(0.1, 0.4) });
const middle = testModel('b/middle', { tier: 'medium', prices: priced(1, 4), contextWindow: 100_000 });
const strong = testModel('c/strong', {
  tier: 'frontier',
  prices: priced(4, 20),
  abilities: { vision: true, tools: true, jsonSchema: true },
});
const MODELS = [cheap, middle, strong];

function priced(input: number, output: number) {
  return [{ from: null, input, output, source: 'test', verifiedAt: '2026-01-01' }];
}

function decideFor(request: Partial<ChatRequest>, rest: Partial<PlanInput> = {}, models: Model[] = MODELS) {
  return plan({
    request: { model: 'auto', messages: [{ role: 'user', content: 'Hello' }], ...request },
    options: {},
    catalog: new Catalog(models),
    providers: new Set(models.map(({ provider }) => provider)),
    classify: classifyPrompt,
    signals: NO_SIGNALS,
    now: Date.parse('2026-11-22T12:00:00Z'),
    ...rest,
  });
}

const listIds = (decision: { candidates: { model: string }[] }) => decision.candidates.map(({ model }) => model);

describe('decide', () => {
  it('sends an easy prompt to a cheap model and a hard one to a strong model', () => {
    const easy = decideFor({ messages: [{ role: 'user', content: 'hi' }] });
    const hard = decideFor({
      model: 'auto:best',
      messages: [{ role: 'user', content: 'Prove that the sum of two odd numbers is even, step by step.' }],
    });
    expect(listIds(easy)[0]).toBe('a/cheap');
    expect(listIds(hard)[0]).toBe('c/strong');
  });

  it('says in words why each other model was left out', () => {
    const image = [
      {
        role: 'user' as const,
        content: [{ type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AA==' } }],
      },
    ];
    const { exclusions } = decideFor({ messages: image });
    expect(exclusions).toMatchObject([
      { model: 'a/cheap', code: 'vision', reason: 'cannot see images' },
      { model: 'b/middle', code: 'vision' },
    ]);
  });

  it('leaves out a model whose window is too small, with both numbers', () => {
    const { exclusions } = decideFor({ messages: [{ role: 'user', content: 'word '.repeat(12_000) }] });
    expect(exclusions[0]).toMatchObject({
      model: 'a/cheap',
      code: 'window',
      reason: expect.stringMatching(/window of 10,000 tokens, 15,\d{3} may be needed/),
    });
  });

  it('expects to pay for every answer that is asked for, each with the window to itself', () => {
    const [one, ten] = [1, 10].map((n) => decideFor({ n, model: 'a/cheap' }));
    const answers = (one?.estimate.outputTokens ?? 0) * 400;
    expect(ten?.estimate.outputTokens).toBe(10 * (one?.estimate.outputTokens ?? 0));
    expect((ten?.candidates[0]?.costNanoUsd ?? 0) - (one?.candidates[0]?.costNanoUsd ?? 0)).toBe(9 * answers);
    expect(listIds(decideFor({ n: 128 }))).toContain('a/cheap');
  });

  it('keeps to a cost ceiling, and refuses a model without a price under one', () => {
    const unpriced = testModel('d/unpriced', { prices: [] });
    const decision = decideFor({}, { options: { maxCostNanoUsd: 100_000 } }, [...MODELS, unpriced]);
    expect(listIds(decision)).toEqual(['a/cheap']);
    expect(decision.exclusions.map(({ code }) => code)).toEqual(['cost-ceiling', 'cost-ceiling', 'unpriced']);
  });

  it('tries listed models in their order, unless a policy was named', () => {
    const models = ['c/strong', 'a/cheap'];
    expect(listIds(decideFor({}, { options: { models } }))).toEqual(models);
    expect(listIds(decideFor({}, { options: { models, policy: 'cheapest' } }))).toEqual(['a/cheap', 'c/strong']);
  });

  it('obeys only, ignore and order of providers', () => {
    expect(listIds(decideFor({}, { options: { providers: { only: ['b'] } } }))).toEqual(['b/middle']);
    expect(listIds(decideFor({}, { options: { providers: { ignore: ['a', 'c'] } } }))).toEqual(['b/middle']);
    expect(listIds(decideFor({}, { options: { providers: { order: ['c', 'b'] } } }))).toEqual([
      'c/strong',
      'b/middle',
      'a/cheap',
    ]);
  });

  it('lets the article’s priorityOrder and categoryMap overrule the score', () => {
    const policies = (extra: Partial<Policy>): Policy[] => [
      { name: 'own', version: 1, qualityWeight: 0.5, latencyWeight: 0, ...extra },
    ];
    const withOrder = decideFor({ model: 'own' }, { policies: policies({ priorityOrder: ['c', 'b/middle'] }) });
    const withMap = decideFor(
      { model: 'own' },
      {
        policies: policies({ priorityOrder: ['b'], categoryMap: { simple: 'strong' } }),
        options: { category: 'simple' },
      },
    );
    expect(listIds(withOrder)).toEqual(['c/strong', 'b/middle', 'a/cheap']);
    expect(listIds(withMap)).toEqual(['c/strong', 'b/middle', 'a/cheap']);
  });

  it('keeps to what a key is granted, pinned or not, and says so', () => {
    expect(listIds(decideFor({}, { grants: ['b', 'c/strong'] })).sort()).toEqual(['b/middle', 'c/strong']);
    expect(decideFor({}, { grants: ['b'] }).exclusions[0]).toMatchObject({ model: 'a/cheap', code: 'grant' });
    expect(() => decideFor({ model: 'a/cheap' }, { grants: ['b'] })).toThrow(
      expect.objectContaining({
        code: 'model_not_allowed',
        message: 'This API key has no access to a/cheap. It may use b.',
      }),
    );
  });

  it('tries no other model than a pinned one, unless fallback is asked for', () => {
    expect(listIds(decideFor({ model: 'b/middle' }))).toEqual(['b/middle']);
    expect(listIds(decideFor({ model: 'b/middle' }, { options: { fallback: true } }))[0]).toBe('b/middle');
    expect(listIds(decideFor({ model: 'b/middle' }, { options: { fallback: true } }))).toHaveLength(3);
  });

  it('lets a pinned model fall back to the listed ones alone, in their order', () => {
    const options = { fallback: true, models: ['c/strong'] };
    const decision = decideFor({ model: 'b/middle' }, { options });
    expect(decision.mode).toBe('pinned');
    expect(listIds(decision)).toEqual(['b/middle', 'c/strong']);
    const inOrder = { fallback: true, models: ['c/strong', 'a/cheap'], policy: 'cheapest' };
    expect(listIds(decideFor({ model: 'b/middle' }, { options: inOrder }))).toEqual([
      'b/middle',
      'c/strong',
      'a/cheap',
    ]);
    const several = decideFor({ model: 'b/middle' }, { options: { ...options, parallel: 2 } });
    expect(listIds(several)).toEqual(['b/middle', 'c/strong']);
  });

  it('trusts a caller who pins a model about what it can do', () => {
    const image = [
      { role: 'user' as const, content: [{ type: 'image_url' as const, image_url: { url: 'https://x.test/a.png' } }] },
    ];
    expect(listIds(decideFor({ model: 'a/cheap', messages: image }))).toEqual(['a/cheap']);
  });

  it('answers a retired id with its replacement from its day on, and an unknown one with where to look', () => {
    const retired = testModel('a/old', { retired: { on: '2026-08-16', replacement: 'a/cheap' } });
    expect(() => decideFor({ model: 'a/old' }, {}, [...MODELS, retired])).toThrow(
      'a/old was retired on 2026-08-16. Use a/cheap instead.',
    );
    expect(listIds(decideFor({ model: 'a/old' }, { now: Date.parse('2026-08-15') }, [...MODELS, retired]))).toEqual([
      'a/old',
    ]);
    expect(() => decideFor({ model: 'nobody/nothing' })).toThrow('Unknown model "nobody/nothing"');
    expect(() => decideFor({ model: 'auto:fastest' })).toThrow('Use one of: cheapest, balanced, best');
  });

  it('says when to come back when every breaker is open', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    const signals: Signals = { ...NO_SIGNALS, breakerOf: () => ({ state: 'open', until: now + 7_000, why: 'down' }) };
    const error = caught(() => decideFor({}, { signals, now }));
    expect(error).toMatchObject({ code: 'no_provider_available', retryAfterMs: 7_000 });
  });

  it('explains what would have changed the choice', () => {
    const { counterfactual, candidates } = decideFor({ model: 'auto:cheapest' });
    expect(counterfactual).toContain('quality weight');
    expect(counterfactual).toContain(candidates[1]?.name);
  });

  const price = fc.integer({ min: 1, max: 5_000 }).map((cents) => cents / 100);
  const model = fc.record({
    input: price,
    output: price,
    window: fc.integer({ min: 500, max: 200_000 }),
    tier: fc.constantFrom('nano' as const, 'small' as const, 'large' as const),
  });
  const fleet = fc
    .array(model, { minLength: 1, maxLength: 8 })
    .map((list) =>
      list.map(({ input, output, window, tier }, i) =>
        testModel(`p${i % 3}/m${i}`, { prices: priced(input, output), contextWindow: window, tier }),
      ),
    );
  const prompt = fc
    .string({ minLength: 1, maxLength: 200 })
    .map((text) => ({ messages: [{ role: 'user' as const, content: text }] }));

  it('is pure: the same input gives the same decision, whatever the order of the catalogue', () => {
    fc.assert(
      fc.property(fleet, prompt, (models, request) => {
        const once = decideOrError(request, models);
        expect(decideOrError(request, models)).toEqual(once);
        expect(decideOrError(request, [...models].reverse())).toEqual(once);
      }),
    );
  });

  it('never gives a tie to the dearer model', () => {
    fc.assert(
      fc.property(price, price, prompt, (a, b, request) => {
        const models = [testModel('x/a', { prices: priced(a, a) }), testModel('y/b', { prices: priced(b, b) })];
        const decision = decideFor(request, {}, models);
        const cheaper = a < b ? 'x/a' : 'y/b';
        if (a !== b) expect(listIds(decision)[0]).toBe(cheaper);
      }),
    );
  });

  it('never offers fewer candidates for more money', () => {
    const budget = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(fleet, prompt, budget, budget, (models, request, one, other) => {
        const count = (maxCostNanoUsd: number) => {
          const decision = decideOrError(request, models, { options: { maxCostNanoUsd } });
          return 'candidates' in decision ? decision.candidates.length : 0;
        };
        expect(count(Math.max(one, other))).toBeGreaterThanOrEqual(count(Math.min(one, other)));
      }),
    );
  });
});

function decideOrError(request: Partial<ChatRequest>, models: Model[], rest: Partial<PlanInput> = {}) {
  try {
    return decideFor(request, rest, models);
  } catch (error) {
    if (error instanceof RouterError) return { error: error.message };
    throw error;
  }
}

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
