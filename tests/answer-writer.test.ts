import { describe, expect, it } from 'vitest';
import type { Consensus, Decision, RouteEvent } from '@/lib/engine/types';
import { type AnswerChunk, AnswerWriter } from '@/lib/services/chat/answer-writer';
import { attemptOf, decisionOf } from './support/store-contract';

const PARALLEL = { wanted: 2, planned: 2, models: ['a/one', 'b/one'], consensus: true, shortfall: null };

function written(decision: Decision, events: RouteEvent[]): AnswerChunk[] {
  const chunks: AnswerChunk[] = [];
  const write = (chunk: AnswerChunk) => chunks.push(chunk);
  const writer = new AnswerWriter(write, { answerId: 'msg_1', requestId: 'req_1', decision, filter: null });
  for (const event of events) writer.take(event);
  return chunks;
}

const start = (number: number, provider: string): RouteEvent => ({
  type: 'attempt-start',
  number,
  provider,
  model: `${provider}/one`,
});
const end = (number: number, provider: string, outcome: 'succeeded' | 'failed'): RouteEvent => ({
  type: 'attempt-end',
  attempt: { ...attemptOf(provider, 1, outcome), number },
});
const consensus: Consensus = { method: 'single', agreement: null, of: 2, answered: 1, agreeing: 1, answers: [] };

describe('the writer of an answer of several', () => {
  const chunks = written({ ...decisionOf('simple'), parallel: PARALLEL }, [
    start(1, 'a'),
    start(2, 'b'),
    end(1, 'a', 'failed'),
    end(2, 'b', 'succeeded'),
    { type: 'consensus', consensus },
    { type: 'answering', number: 2, provider: 'b', model: 'b/one' },
  ]);
  const several = chunks.flatMap((chunk) => (chunk.type === 'data-several' ? [chunk.data] : []));
  const routes = chunks.flatMap((chunk) => (chunk.type === 'data-route' ? [chunk.data] : []));

  it('says at every step which models have answered, and at the end the combined result', () => {
    expect(several.map(({ lanes }) => lanes.map(({ state }) => state))).toEqual([
      ['asked'],
      ['asked', 'asked'],
      ['failed', 'asked'],
      ['failed', 'answered'],
      [],
    ]);
    expect(several.at(-1)?.consensus).toEqual(consensus);
  });

  it('names the model of the final answer, and reports no fallback', () => {
    expect(routes.at(-1)).toMatchObject({ provider: 'b', model: 'b/one', failedBefore: [] });
  });
});
