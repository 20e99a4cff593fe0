import { describe, expect, it } from 'vitest';
import { classificationFromCaller } from '../../lib/engine/classify/caller-category';
import { newId } from '../../lib/engine/id';
import type { LocalStore } from '../../lib/engine/memory-store';
import type { PendingRecord, Settlement, Stats, Store } from '../../lib/engine/store';
import type { Attempt, Decision, Outcome } from '../../lib/engine/types';

export interface StoreUnderTest {
  store: Store;
  /** All settled requests summed up, read the way the product reads them. */
  stats(): Stats | Promise<Stats>;
  /** Rates a request, or takes the rating back with null. False when the request is not known. */
  rate(requestId: string, rating: number | null): Promise<boolean>;
}

/** The guarantees of every store. `open` returns an empty one. */
export function describeStore(name: string, open: () => StoreUnderTest | Promise<StoreUnderTest>): void {
  describe(`the store contract: ${name}`, () => {
    it('admits a request with its decision', async () => {
      const { store } = await open();
      const record = recordOf('code');
      expect(await store.admit(record)).toEqual({ kind: 'admitted', decision: record.decision });
    });

    it('sums settled requests by provider and category, with savings against the baseline', async () => {
      const { store, stats } = await open();
      await admitAndSettle(store, outcomeOf([attemptOf('acme', 3_000)], 9_000), 'code');
      await admitAndSettle(
        store,
        outcomeOf([attemptOf('acme', 0, 'failed'), attemptOf('other', 1_000)], 4_000),
        'simple',
      );
      const sums = await stats();
      expect(sums).toMatchObject({ requests: 2, totalCost: 4_000 / 1e9, savings: 9_000 / 1e9, avgLatency: 100 });
      expect(sums.costByProvider).toEqual({ acme: 3_000 / 1e9, other: 1_000 / 1e9 });
      expect(sums.costByCategory).toEqual({ code: 3_000 / 1e9, simple: 1_000 / 1e9 });
    });

    it('counts a request once, even when it is settled repeatedly', async () => {
      const { store, stats } = await open();
      const settlement = await admitAndSettle(store, outcomeOf([attemptOf('acme', 3_000)], null), 'code');
      await store.settle(settlement);
      await store.settle(settlement);
      expect(await stats()).toMatchObject({ requests: 1, totalCost: 3_000 / 1e9 });
    });

    it('counts requests that are settled at the same time', async () => {
      const { store, stats } = await open();
      const outcome = () => outcomeOf([attemptOf('acme', 3_000)], null);
      await Promise.all(Array.from({ length: 20 }, () => admitAndSettle(store, outcome(), 'code')));
      expect(await stats()).toMatchObject({ requests: 20, totalCost: 60_000 / 1e9 });
    });

    it('counts nothing for a request that was never admitted', async () => {
      const { store, stats } = await open();
      await store.settle({
        requestId: newId('req'),
        outcome: outcomeOf([attemptOf('acme', 3_000)], null),
        answer: null,
      });
      expect(await stats()).toMatchObject({ requests: 0, totalCost: 0 });
    });

    it('counts a failed request too, once', async () => {
      const { store, stats } = await open();
      const failed = outcomeOf([attemptOf('acme', 0, 'failed')], null);
      await admitAndSettle(store, { ...failed, status: 'failed', answeredBy: null }, 'code');
      expect(await stats()).toMatchObject({ requests: 1, totalCost: 0 });
    });

    it('takes ratings of requests it knows, allows their withdrawal, and refuses others', async () => {
      const { store, rate } = await open();
      const { requestId } = await admitAndSettle(store, outcomeOf([attemptOf('acme', 1)], null), 'code');
      expect(await rate(requestId, 1)).toBe(true);
      expect(await rate(requestId, -1)).toBe(true);
      expect(await rate(requestId, null)).toBe(true);
      expect(await rate(newId('req'), 1)).toBe(false);
    });
  });
}

/** A store that keeps its own statistics and ratings. */
export function localStoreUnderTest(store: LocalStore): StoreUnderTest {
  return { store, stats: () => store.stats(), rate: (requestId, rating) => store.rate(requestId, rating) };
}

async function admitAndSettle(store: Store, outcome: Outcome, category: Decision['category']): Promise<Settlement> {
  const record = recordOf(category);
  expect(await store.admit(record)).toMatchObject({ kind: 'admitted' });
  const settlement = { requestId: record.requestId, outcome, answer: null };
  await store.settle(settlement);
  return settlement;
}

export function recordOf(category: Decision['category']): PendingRecord {
  return {
    requestId: newId('req'),
    source: 'api',
    conversationId: null,
    streamed: false,
    requestedModel: 'auto',
    decision: decisionOf(category),
    prompt: null,
    limits: { maxTokens: null, choices: 1, isHedged: false, fallbackOnRefusal: false },
    now: Date.now(),
  };
}

export function decisionOf(category: Decision['category']): Decision {
  return {
    category,
    confidence: 0.9,
    runnerUp: null,
    version: 'test',
    probabilities: classificationFromCaller(category).probabilities,
    policy: 'balanced',
    policyVersion: 1,
    qualityWeight: 0.5,
    mode: 'auto',
    candidates: [],
    exclusions: [],
    propensity: 1,
    explored: false,
    sticky: null,
    difficulty: null,
    spending: null,
    counterfactual: null,
    baseline: null,
    estimate: { inputTokens: 1, outputTokens: 1 },
    needs: { vision: false, tools: false, jsonSchema: false },
  };
}

export function outcomeOf(attempts: Attempt[], baselineCostNanoUsd: number | null): Outcome {
  return {
    status: 'succeeded',
    attempts: attempts.map((attempt, i) => ({ ...attempt, number: i + 1 })),
    answeredBy: attempts.at(-1) ?? null,
    costNanoUsd: attempts.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0),
    costState: 'measured',
    baselineCostNanoUsd,
    baselineExpectedNanoUsd: Math.floor((baselineCostNanoUsd ?? 0) / 2),
    ttftMs: 40,
    totalMs: 100,
    failure: null,
  };
}

export function attemptOf(provider: string, costNanoUsd: number, outcome: Attempt['outcome'] = 'succeeded'): Attempt {
  return {
    id: newId('att'),
    number: 1,
    provider,
    model: `${provider}/one`,
    startedAt: Date.now(),
    ttftMs: 40,
    totalMs: 100,
    outcome,
    failure: null,
    httpStatus: 200,
    usage: {
      inputTokens: 3,
      cachedInputTokens: 0,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      outputTokens: 2,
      reasoningTokens: 0,
    },
    usageState: 'measured',
    priceId: 'p',
    costNanoUsd,
    costItems: [],
  };
}
