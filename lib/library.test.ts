import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generateText, isStepCount, streamText, tool } from 'ai';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type A3MRouter, type A3MRouterOptions, createA3MRouter, RouterError } from './library';

let router: A3MRouter | undefined;
beforeAll(() => {
  process.env.A3M_SANDBOX = 'on';
});
afterEach(() => router?.close());

describe('createA3MRouter', () => {
  it('routes a prompt with nothing configured, and reports the model, the reason and the cost', async () => {
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

  it('asks several models and returns the answer that most agree on, with every answer and its cost', async () => {
    router = createA3MRouter();
    const { output, cost, attempts, consensus } = await router.route({ prompt: 'What is 12 * 7?', consensus: true });
    expect(output).toContain('84');
    expect(attempts).toBe(3);
    expect(consensus).toMatchObject({ method: 'exact', agreement: 1, of: 3, answered: 3, agreeing: 3 });
    const costs = consensus?.answers.map((answer) => answer.cost ?? 0) ?? [];
    expect(costs.reduce((sum, one) => sum + one, 0)).toBeCloseTo(cost ?? 0, 12);
    expect(consensus?.answers.find(({ isChosen }) => isChosen)?.text).toBe(output);
    await expect(router.route({ prompt: 'Hi', parallel: 9 })).rejects.toThrow('must be an integer from 2 to 5, not 9');
  });

  it('streams the answer that several models agree on, and ends with their agreement', async () => {
    router = createA3MRouter();
    let text = '';
    let last: { consensus?: { agreeing: number } } = {};
    for await (const part of router.route({ prompt: 'What is 12 * 7?', parallel: 2, consensus: true, stream: true })) {
      text += part.text;
      last = part;
    }
    expect(text).toContain('84');
    expect(last.consensus).toMatchObject({ of: 2, agreeing: 2 });
  });

  it('keeps within a cost budget, and throws when it cannot', async () => {
    router = createA3MRouter({ costBudget: 0.001 });
    const { candidates } = await router.decide({ prompt: 'Prove that 2 + 2 = 4.' });
    expect(candidates.every(({ costNanoUsd }) => (costNanoUsd ?? 0) <= 1_000_000)).toBe(true);
    await expect(router.route({ prompt: 'Prove it.', maxCost: 0.0000001 })).rejects.toThrow(RouterError);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses a ceiling that is not an amount: %d', async (usd) => {
    router = createA3MRouter();
    const wrong = { code: 'invalid_request', param: 'maxCost' };
    await expect(router.decide({ prompt: 'Hi', maxCost: usd })).rejects.toMatchObject(wrong);
    await router.close();
    router = createA3MRouter({ costBudget: usd });
    await expect(router.decide({ prompt: 'Hi' })).rejects.toMatchObject({ ...wrong, param: 'costBudget' });
  });

  it('keeps nothing without memory: no totals, and nothing to rate', async () => {
    router = createA3MRouter({ memory: false });
    const { requestId, cost } = await router.route({ prompt: 'Hi', request: { max_tokens: 4 } });
    expect(cost).toBeGreaterThan(0);
    expect(router.getStats()).toMatchObject({ requests: 0, totalCost: 0, costByProvider: {} });
    expect(await router.feedback(requestId, 'up')).toBe(false);
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

  it('learns from ratings, forgets what is taken back, and keeps the rest in its memory file', async () => {
    const memoryPath = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-')), 'memory.jsonl');
    const prompt = 'Write a Python function that groups items by key.';
    const readQuality = async () => (await router?.decide({ prompt }))?.candidates.find(({ model }) => model === rated);
    router = createA3MRouter({ memoryPath });
    const { model: rated, requestId } = await router.route({ prompt, request: { max_tokens: 4 } });
    const before = await readQuality();
    await router.feedback(requestId, 'down');
    const after = await readQuality();
    expect(after?.quality.mean).toBeLessThan(before?.quality.mean ?? 0);
    await router.close();

    router = createA3MRouter({ memoryPath });
    expect(await readQuality()).toEqual(after);
    await router.feedback(requestId, null);
    expect((await readQuality())?.quality).toEqual(before?.quality);
  });

  it('learns as fast as its learning rate says, and never at 0', async () => {
    const movedBy = async (learningRate: number) => {
      const own = createA3MRouter({ learningRate });
      const prompt = 'Write a Python function that groups items by key.';
      const { requestId, decision, model } = await own.route({ prompt, request: { max_tokens: 4 } });
      await own.feedback(requestId, 'down');
      const meanIn = (candidates: typeof decision.candidates) =>
        candidates.find((candidate) => candidate.model === model)?.quality.mean ?? 0;
      const moved = meanIn(decision.candidates) - meanIn((await own.decide({ prompt })).candidates);
      await own.close();
      return moved;
    };
    expect(await movedBy(0)).toBeCloseTo(0, 12);
    expect(await movedBy(0.1)).toBeGreaterThan(0.01);
    expect(await movedBy(0.4)).toBeGreaterThan(await movedBy(0.1));
  });

  it('keeps a session on its model', async () => {
    router = createA3MRouter();
    const first = await router.route({ prompt: 'hi', session: 'chat', request: { max_tokens: 4 } });
    const next = await router.decide({ prompt: 'Write a Python function that groups items.', session: 'chat' });
    expect(next.candidates[0]?.model).toBe(first.model);
    expect(next.sticky).toMatchObject({ isKept: true });
  });

  it('keeps its deadlines, and a request’s own before them', async () => {
    router = createA3MRouter({ deadlines: { answerMs: 1 } });
    await expect(router.route({ prompt: 'What is 12 * 7?' })).rejects.toMatchObject({ failure: { kind: 'timeout' } });
    const { output } = await router.route({ prompt: 'What is 12 * 7?', deadlines: { answerMs: 60_000 } });
    expect(output).toContain('84');
  });

  it('records what a reader received before it stopped reading', async () => {
    router = createA3MRouter();
    for await (const _part of router.route({ prompt: 'Write a long story about a lighthouse.', stream: true })) break;
    expect(router.getStats()).toMatchObject({ requests: 1 });
    expect(router.getStats().totalCost).toBeGreaterThan(0);
  });

  it('refuses an empty request with a sentence', async () => {
    router = createA3MRouter();
    await expect(router.route({})).rejects.toThrow('Give a prompt');
  });
});

describe('options that the library does not know', () => {
  const refused = (options: object) => {
    try {
      createA3MRouter(options as A3MRouterOptions);
    } catch (error) {
      return error;
    }
    return null;
  };

  it.each<[object, string, string]>([
    [
      { priorityOrdr: [] },
      'priorityOrdr',
      'Unknown option "priorityOrdr". Did you mean "priorityOrder"? Allowed: memory,',
    ],
    [{ circuitBreaker: { failureTreshold: 3 } }, 'circuitBreaker.failureTreshold', 'Did you mean "failureThreshold"?'],
    [{ deadlines: { firstToken: 1 } }, 'deadlines.firstToken', 'Allowed: connectMs, headersMs, firstTokenMs'],
    [{ policy: 'nosuch' }, 'policy', 'Unknown policy "nosuch". Allowed: cheapest, balanced, best.'],
    [{ categoryMap: { coed: 'openai' } }, 'categoryMap.coed', 'Unknown category "coed". Did you mean "code"?'],
    [{ categoryMap: { code: 'antropic' } }, 'categoryMap.code', 'Did you mean "anthropic"?'],
    [{ priorityOrder: ['gpt-99'] }, 'priorityOrder', 'Unknown provider or model in priorityOrder: "gpt-99".'],
    [{ providers: ['opnai'] }, 'providers.0', 'Unknown provider "opnai". Did you mean "openai"?'],
    [{ providers: { opnai: { apiKey: 'k' } } }, 'providers.opnai', 'Did you mean "openai"?'],
    [{ providers: { openai: { key: 'k' } } }, 'providers.openai.key', 'Allowed: apiKey, baseUrl.'],
    [{ memory: 'yes' }, 'memory', 'memory must be true or false, not "yes".'],
    [{ memoryPath: 5 }, 'memoryPath', 'memoryPath must be a string, not 5.'],
    [{ costBudget: '0.05' }, 'costBudget', 'costBudget must be an amount in US dollars, 0 or more.'],
    [{ learningRate: '0.1' }, 'learningRate', 'learningRate must be a number, not "0.1".'],
    [{ priorityOrder: 'openai' }, 'priorityOrder', 'priorityOrder must be a list, not "openai".'],
    [{ categoryMap: { complex: 'openai', reasoning: 'anthropic' } }, 'categoryMap', 'names one category twice'],
  ])('refuses %j by name', (options, param, message) => {
    const error = refused(options);
    expect(error).toBeInstanceOf(RouterError);
    expect(error).toMatchObject({ code: 'invalid_request', param, message: expect.stringContaining(message) });
  });

  it.each<[object, string, string, string?]>([
    [{ maxCots: 1 }, 'maxCots', 'Unknown option of a request "maxCots". Did you mean "maxCost"?'],
    [{ context: { typ: 'code' } }, 'context.typ', 'Unknown key of context "typ". Did you mean "type"?'],
    [{ context: { type: 'cdoe' } }, 'context.type', 'Unknown context.type "cdoe". Did you mean "code"?'],
    [{ context: { language: 'pyhton' } }, 'context.language', 'Unknown context.language "pyhton".'],
    [{ category: 'hard' }, 'category', 'Unknown category "hard".'],
    [{ providers: { only: ['opnai'] } }, 'providers.only.0', 'Did you mean "openai"?'],
    [{ maxCost: '1' }, 'maxCost', 'maxCost must be an amount in US dollars'],
    [{ signal: 'stop' }, 'signal', 'signal must be an AbortSignal.'],
    [{ policy: 'bets' }, 'policy', 'Unknown policy "bets". Did you mean "best"?', 'policy_not_found'],
    [{ model: 'auto:bets' }, 'model', 'Unknown policy "bets".', 'policy_not_found'],
    [{ model: 'tern-smal' }, 'model', 'There is no model "tern-smal". Did you mean "tern-small"?', 'model_not_found'],
    [{ models: ['gpt-99x'] }, 'models', 'There is no model "gpt-99x".', 'model_not_found'],
  ])('refuses the request %j by name', async (options, param, message, code = 'invalid_request') => {
    router = createA3MRouter();
    const request = { prompt: 'Hi', ...options } as { prompt: string };
    const refusal = { code, param, message: expect.stringContaining(message) };
    await expect(router.route(request)).rejects.toMatchObject(refusal);
    await expect(router.decide(request)).rejects.toMatchObject(refusal);
    await expect(readAll(router.route({ ...request, stream: true }))).rejects.toMatchObject(refusal);
  });

  it('refuses an unknown rating', async () => {
    router = createA3MRouter();
    await expect(router.feedback('req_1', 'good' as 'up')).rejects.toMatchObject({ param: 'rating' });
  });

  it('takes names of models that only a local server knows', () => {
    const providers = { ollama: { baseUrl: 'http://127.0.0.1:9/v1' } };
    expect(refused({ priorityOrder: ['ollama/my-model'] })).toBeNull();
    expect(refused({ priorityOrder: ['my-model'], providers })).toBeNull();
    expect(refused({ priorityOrder: ['my-model'] })).toBeInstanceOf(RouterError);
  });
});

describe('names of categories', () => {
  it.each([
    ['complex', 'reasoning'],
    ['coding', 'code'],
    ['chat', 'simple'],
    ['Translation', 'multilingual'],
    ['creative', 'creative'],
  ])('context.type %s means %s', async (type, category) => {
    router = createA3MRouter();
    expect((await router.decide({ prompt: 'Hello', context: { type } })).category).toBe(category);
  });

  it.each([
    ['python', 'code'],
    ['de', 'multilingual'],
    ['pt-BR', 'multilingual'],
    ['German', 'multilingual'],
    ['en-GB', 'simple'],
    ['English', 'simple'],
  ])('context.language %s gives %s', async (language, category) => {
    router = createA3MRouter();
    expect((await router.decide({ prompt: 'Hello', context: { language } })).category).toBe(category);
  });

  it('takes the alias complex in a categoryMap and as a category', async () => {
    router = createA3MRouter({ categoryMap: { complex: ['osprey-reason'] } });
    const { category, candidates } = await router.decide({ prompt: 'Hello', category: 'complex' });
    expect(category).toBe('reasoning');
    expect(candidates[0]?.name).toBe('osprey-reason');
  });
});

async function readAll(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _part of parts);
}

describe('the router as a model of the AI SDK', () => {
  it('answers in one piece, with the model and its cost', async () => {
    router = createA3MRouter();
    const result = await generateText({ model: router.model(), prompt: 'What is 12 * 7?', maxRetries: 0 });
    expect(result.text).toContain('84');
    expect(result.usage.inputTokens).toBeGreaterThan(0);
    expect(result.finalStep.providerMetadata?.a3m).toMatchObject({
      provider: 'sandbox',
      category: 'simple',
      attempts: 1,
      costUsd: router.getStats().totalCost,
    });
  });

  it('streams the same text piece by piece', async () => {
    router = createA3MRouter();
    const result = streamText({ model: router.model(), prompt: 'Write a haiku about debugging', maxRetries: 0 });
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toContain('Sandbox answer');
    expect(await result.finishReason).toBe('stop');
  });

  it.each(['one piece', 'a stream'])('passes on tool calls and takes their results, in %s', async (way) => {
    router = createA3MRouter();
    const options = {
      model: router.model(),
      prompt: 'What is the weather in Paris?',
      tools: { weather: tool({ inputSchema: z.object({ city: z.string() }), execute: async () => 'rain, 9 °C' }) },
      stopWhen: isStepCount(2),
      maxRetries: 0,
    };
    const steps = way === 'one piece' ? (await generateText(options)).steps : await streamText(options).steps;
    expect(steps[0]?.finishReason).toBe('tool-calls');
    expect(steps[0]?.toolCalls[0]).toMatchObject({ toolName: 'weather' });
    expect(steps[0]?.toolResults[0]?.output).toBe('rain, 9 °C');
    expect(steps[1]?.text).not.toBe('');
  });

  it('throws the errors of the router', async () => {
    router = createA3MRouter({ costBudget: 0.0000000001 });
    await expect(generateText({ model: router.model(), prompt: 'Hi', maxRetries: 0 })).rejects.toThrow(/cost limit/);
  });
});
