import { describe, expect, it } from 'vitest';
import { testModel } from '../../../tests/support/fakes/providers';
import { Catalog } from '../catalog/catalog';
import type { ChatMessage } from '../chat';
import { type PlanInput, plan } from './plan';
import { NO_SIGNALS } from './signals';

const price = (input: number, output: number) => [
  { from: null, input, output, source: 'test', verifiedAt: '2026-01-01' },
];
const MODELS = [
  testModel('a/cheap', { tier: 'small', prices: price(0.1, 0.4) }),
  testModel('b/middle', { tier: 'medium', prices: price(1, 4) }),
  testModel('c/seeing', {
    tier: 'frontier',
    prices: price(4, 20),
    abilities: { vision: true, tools: true, jsonSchema: true },
  }),
];
const HELLO: ChatMessage[] = [{ role: 'user', content: 'Hello' }];

function decisionFor(rest: Partial<PlanInput> = {}) {
  return plan({
    request: { model: 'auto', messages: HELLO },
    options: { category: 'simple' },
    catalog: new Catalog(MODELS),
    providers: new Set(['a', 'b', 'c']),
    classify: () => {
      throw new Error('The caller named the category.');
    },
    signals: NO_SIGNALS,
    sticky: 'b/middle',
    now: Date.parse('2026-11-22T12:00:00Z'),
    ...rest,
  });
}

const chosen = (decision: ReturnType<typeof decisionFor>) => decision.candidates[0]?.model;

describe('a conversation', () => {
  it('keeps its model, and says who would have answered a new one', () => {
    const decision = decisionFor();
    expect(chosen(decision)).toBe('b/middle');
    expect(decision.sticky).toEqual({ model: 'b/middle', isKept: true, instead: 'a/cheap', reason: null });
    expect(decision.counterfactual).toBe('A new conversation would have gone to a/cheap.');
  });

  it('keeps it against the policy’s own orders', () => {
    const policies = [{ name: 'own', version: 1, qualityWeight: 0.5, latencyWeight: 0, priorityOrder: ['c'] }];
    expect(chosen(decisionFor({ request: { model: 'auto:own', messages: HELLO }, policies }))).toBe('b/middle');
  });

  it('leaves it when the turn needs an ability that it lacks, and says so', () => {
    const content = [{ type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AA==' } }];
    const decision = decisionFor({ request: { model: 'auto', messages: [{ role: 'user', content }] } });
    expect(chosen(decision)).toBe('c/seeing');
    expect(decision.sticky).toMatchObject({ isKept: false, reason: 'cannot see images' });
  });

  it('leaves it when the caller names a model or an order', () => {
    expect(chosen(decisionFor({ request: { model: 'c/seeing', messages: HELLO } }))).toBe('c/seeing');
    expect(chosen(decisionFor({ options: { category: 'simple', providers: { order: ['c'] } } }))).toBe('c/seeing');
  });

  it('leaves it while its breaker is open', () => {
    const open = { state: 'open' as const, until: Date.parse('2026-11-22T12:00:30Z'), why: '3 failures in a row' };
    const signals = {
      ...NO_SIGNALS,
      breakerOf: ({ id }: { id: string }) => (id === 'b/middle' ? open : { state: 'closed' as const }),
    };
    expect(decisionFor({ signals }).sticky).toMatchObject({
      isKept: false,
      reason: expect.stringContaining('breaker open'),
    });
  });

  it('never explores', () => {
    const decision = decisionFor({ draw: 0 });
    expect(decision).toMatchObject({ explored: false, propensity: 1 });
  });
});
