import { describe, expect, it } from 'vitest';
import type { BreakerState } from '@/components/models/live-states';
import type { Calls, ProviderCalls } from '@/lib/db/stats/provider-health';
import type { Model } from '@/lib/engine/types';
import { failureTone, type ModelHealth, modelsToShow, toProviderHealth } from './health';

const model = (id: string) => ({ id, provider: id.split('/')[0], name: id.split('/')[1] }) as Model;
const calls = (attempts: number, failures = 0): Calls => ({ attempts, failures, timeouts: 0, ttft: null });
const closed: BreakerState = { state: 'closed' };

describe('toProviderHealth', () => {
  const groq: ProviderCalls = {
    provider: 'groq',
    ...calls(7, 2),
    models: [
      { model: 'groq/b', ...calls(4, 2) },
      { model: 'groq/retired/x', ...calls(3) },
    ],
  };

  it('has every model, with zeros without calls, and called models that are no longer listed', () => {
    const [health] = toProviderHealth(['groq'], [model('groq/a'), model('groq/b')], [groq]);
    expect(health).toMatchObject({ provider: 'groq', isConnected: true, attempts: 7, failures: 2 });
    expect(health?.models.map(({ name, attempts }) => [name, attempts])).toEqual([
      ['a', 0],
      ['b', 4],
      ['retired/x', 3],
    ]);
  });

  it('keeps the order, with disconnected providers at the end', () => {
    const health = toProviderHealth(['xai', 'ollama'], [model('ollama/a'), model('xai/a')], [groq]);
    expect(health.map(({ provider, isConnected }) => [provider, isConnected])).toEqual([
      ['xai', true],
      ['ollama', true],
      ['groq', false],
    ]);
  });
});

describe('modelsToShow', () => {
  const many: ModelHealth[] = Array.from({ length: 12 }, (_, i) => ({
    id: `p/m${i}`,
    name: `m${i}`,
    ...calls(i === 3 ? 1 : 0),
  }));

  it('shows a short list completely, and of a long one only models with calls or a tripped breaker', () => {
    expect(modelsToShow(many.slice(0, 6), () => closed)).toHaveLength(6);
    const stateFor = (id: string): BreakerState => (id === 'p/m9' ? { state: 'half-open', why: 'down' } : closed);
    expect(modelsToShow(many, stateFor).map(({ name }) => name)).toEqual(['m3', 'm9']);
  });
});

it('highlights a failure rate only when it is significant', () => {
  expect(failureTone(calls(2, 1))).toBe('');
  expect(failureTone(calls(1_000, 9))).toBe('');
  expect(failureTone(calls(1_000, 10))).toBe('text-warn-text');
  expect(failureTone(calls(20, 2))).toBe('text-danger-text');
});
