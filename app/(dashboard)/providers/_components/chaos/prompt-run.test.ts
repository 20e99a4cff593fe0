import { describe, expect, it } from 'vitest';
import type { PromptEvent } from '@/lib/services/providers/prompt-event';
import { type PromptLine, summarize, withEvent } from './prompt-run';

const failed = { outcome: 'failed', kind: 'overloaded', message: 'down', ttftMs: null, totalMs: 4 };
const answered = { outcome: 'succeeded', kind: null, message: null, ttftMs: 80, totalMs: 200 };

const FELL_BACK: PromptEvent[] = [
  { number: 1, type: 'prompt', text: 'hi' },
  { number: 1, type: 'routed', requestId: 'req_1', category: 'simple' },
  { number: 1, type: 'attempt-start', provider: 's', model: 's/a' },
  { number: 1, type: 'attempt-end', model: 's/a', ...failed },
  { number: 1, type: 'breaker', model: 's/a', state: 'open' },
  { number: 1, type: 'attempt-start', provider: 's', model: 's/b' },
  { number: 1, type: 'attempt-end', model: 's/b', ...answered },
  { number: 1, type: 'end', status: 'succeeded', ttftMs: 84, totalMs: 204, message: null },
];
const REFUSED: PromptEvent[] = [
  { number: 2, type: 'prompt', text: 'hi again' },
  { number: 2, type: 'end', status: 'refused', ttftMs: null, totalMs: 0, message: 'No model can answer right now.' },
];
const linesAfter = (events: PromptEvent[]) => events.reduce<PromptLine[]>(withEvent, []);

describe('test prompt run', () => {
  it('keeps the calls of each prompt in order, with their breaker changes', () => {
    const [line] = linesAfter(FELL_BACK);
    expect(line).toMatchObject({ requestId: 'req_1', status: 'succeeded', ttftMs: 84 });
    expect(line?.calls.map(({ model, outcome, kind, breaker }) => [model, outcome, kind, breaker])).toEqual([
      ['s/a', 'failed', 'overloaded', 'open'],
      ['s/b', 'succeeded', null, null],
    ]);
  });

  it('shows a call as running until it ends, and a retry of the same model as another call', () => {
    const running = linesAfter(FELL_BACK.slice(0, 3));
    expect(running[0]?.calls[0]?.outcome).toBe('running');
    const retried = linesAfter([
      ...FELL_BACK.slice(0, 4),
      { number: 1, type: 'attempt-start', provider: 's', model: 's/a' },
      { number: 1, type: 'attempt-end', model: 's/a', ...answered },
    ]);
    expect(retried[0]?.calls.map(({ outcome }) => outcome)).toEqual(['failed', 'succeeded']);
  });

  it('counts answers, calls, fallbacks and opened breakers', () => {
    expect(summarize(linesAfter([...FELL_BACK, ...REFUSED]))).toEqual({
      asked: 2,
      answered: 1,
      ended: 2,
      calls: 2,
      fellBack: 1,
      opened: ['s/a'],
    });
    expect(summarize(linesAfter(FELL_BACK.slice(0, 4)))).toMatchObject({ asked: 1, ended: 0, answered: 0, calls: 1 });
  });
});
