import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type A3MRouter, createA3MRouter, RouterError } from './library';

let router: A3MRouter | undefined;
beforeAll(() => {
  process.env.A3M_SANDBOX = 'on';
});
afterEach(() => router?.close());

describe('createA3MRouter', () => {
  it('routes a prompt with nothing configured, and tells who answered, why, at what cost', async () => {
    router = createA3MRouter();
    const result = await router.route({ prompt: 'What is 12 * 7?' });
    expect(result.output).toContain('84');
    expect(result).toMatchObject({
      provider: 'sandbox',
      category: 'simple',
      attempts: 1,
      requestId: expect.stringMatching(/^req_/),
    });
    expect(result.cost).toBeGreaterThan(0);
    expect(result.tokens.total).toBe(result.tokens.input + result.tokens.output);
    expect(result.decision.candidates[0]?.model).toBe(result.model);
    expect(router.getStats()).toMatchObject({
      requests: 1,
      totalCost: result.cost,
      costByProvider: { sandbox: result.cost },
    });
  });

  it('streams text and ends with the same facts', async () => {
    router = createA3MRouter();
    let text = '';
    let last: { output?: string; cost?: number | null } = {};
    for await (const part of router.route({ prompt: 'Write a haiku about debugging', stream: true })) {
      text += part.text;
      last = part;
    }
    expect(last.output).toBe(text);
    expect(last.cost).toBeGreaterThan(0);
  });

  it('keeps within a cost budget, and says so when it cannot', async () => {
    router = createA3MRouter({ costBudget: 0.001 });
    const { candidates } = await router.decide({ prompt: 'Prove that 2 + 2 = 4.' });
    expect(candidates.every(({ costNanoUsd }) => (costNanoUsd ?? 0) <= 1_000_000)).toBe(true);
    await expect(router.route({ prompt: 'Prove it.', maxCost: 0.0000001 })).rejects.toThrow(RouterError);
  });

  it('lets context, priorityOrder and categoryMap steer', async () => {
    router = createA3MRouter({ priorityOrder: ['heron-large'], categoryMap: { code: 'sandbox/osprey-reason' } });
    expect((await router.decide({ prompt: 'Hello' })).candidates[0]?.name).toBe('heron-large');
    const coding = await router.decide({ prompt: 'Hello', context: { type: 'coding', language: 'python' } });
    expect(coding).toMatchObject({ category: 'code', candidates: [{ name: 'osprey-reason' }, {}, {}, {}, {}, {}] });
  });

  it('takes a rating and takes it back', async () => {
    router = createA3MRouter();
    const { requestId } = await router.route({ prompt: 'Hi' });
    expect(await router.feedback(requestId, 'up')).toBe(true);
    expect(await router.feedback(requestId, null)).toBe(true);
    expect(await router.feedback('req_nobody', 'up')).toBe(false);
  });

  it('refuses an empty request with a sentence', async () => {
    router = createA3MRouter();
    await expect(router.route({})).rejects.toThrow('Give a prompt');
  });
});
