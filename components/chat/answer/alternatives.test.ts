import { describe, expect, it } from 'vitest';
import type { Candidate } from '@/lib/engine/types';
import { findAlternatives, nextModel } from './alternatives';

const candidate = (model: string, cost: number | null, quality: number, score: number): Candidate => ({
  model,
  provider: model.split('/')[0] ?? '',
  name: model.split('/')[1] ?? '',
  quality: { mean: quality, low: quality, high: quality, source: 'prior', n: 0 },
  costNanoUsd: cost,
  ttftMs: 500,
  latencySource: 'prior',
  score,
});

const OWN = candidate('mistral/codestral', 1_000, 0.74, 0.708);
const CHEAP = candidate('groq/oss', 600, 0.7, 0.683);
const CHEAPEST = candidate('openai/luna', 500, 0.66, 0.641);
const STRONG = candidate('deepseek/pro', 2_500, 0.76, 0.677);
const STRONGEST = candidate('anthropic/sonnet', 12_000, 0.83, 0.654);
const ALL = [OWN, CHEAP, STRONG, STRONGEST, CHEAPEST];

describe('who else could answer', () => {
  it('is cheaper by the best score among those that cost less, stronger among those thought better', () => {
    const { same, cheaper, stronger } = findAlternatives(ALL, OWN.model);
    expect(same).toMatchObject({ candidate: OWN, difference: 0, share: 0 });
    expect(cheaper).toMatchObject({ candidate: CHEAP, difference: -400, share: -0.4 });
    expect(stronger).toMatchObject({ candidate: STRONG, difference: 1_500, share: 1.5 });
  });

  it('says so when nothing is cheaper or stronger', () => {
    expect(findAlternatives(ALL, CHEAPEST.model).cheaper).toBeNull();
    expect(findAlternatives(ALL, STRONGEST.model).stronger).toBeNull();
  });

  it('lists everybody else, best first', () => {
    const others = findAlternatives(ALL, OWN.model).others.map((one) => one.candidate.model);
    expect(others).toEqual([CHEAP.model, STRONG.model, STRONGEST.model, CHEAPEST.model]);
  });

  it('compares nothing with a price that nobody knows, or with a model that is no candidate now', () => {
    const unpriced = candidate('ollama/local', null, 0.5, 0.5);
    expect(findAlternatives([OWN, unpriced], OWN.model).others[0]).toMatchObject({ difference: null, share: null });
    expect(findAlternatives(ALL, 'gone/model')).toMatchObject({ same: null, cheaper: null, stronger: null });
  });
});

describe('who takes up an answer that broke off', () => {
  it('is of another provider when there is one, else another model', () => {
    expect(nextModel(ALL, { provider: 'mistral', model: OWN.model })).toBe(CHEAP);
    const sibling = candidate('mistral/large', 2_000, 0.8, 0.6);
    expect(nextModel([OWN, sibling], { provider: 'mistral', model: OWN.model })).toBe(sibling);
    expect(nextModel([OWN], { provider: 'mistral', model: OWN.model })).toBe(OWN);
    expect(nextModel([], { provider: 'mistral', model: OWN.model })).toBeNull();
  });
});
