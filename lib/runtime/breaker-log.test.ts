import { expect, it } from 'vitest';
import { steppedClock } from '../../tests/support/clock';
import { createFailure } from '../engine/execute/failure';
import { Breaker } from '../engine/resilience/breaker';
import { breakerLog } from './breaker-log';

const one = { id: 'groq/openai/one', provider: 'groq' };

function logged() {
  const clock = steppedClock(Date.parse('2026-11-23T00:00:00Z'));
  const lines: unknown[] = [];
  const breaker = new Breaker({ failureThreshold: 2 }, clock, () => 0);
  breaker.onChange = breakerLog((level, message, facts) => lines.push({ level, message, ...facts }));
  return { clock, lines, breaker };
}

it('writes one warning for each change of a model’s breaker: who, from what to what, until when', () => {
  const { clock, lines, breaker } = logged();
  for (let i = 0; i < 2; i++) breaker.acquire(one)?.failed(createFailure('server', 'the secret words of a vendor'));
  clock.step(31_000);
  breaker.acquire(one)?.succeeded();
  const who = { level: 'warn', provider: 'groq', model: 'groq/openai/one' };
  expect(lines[0]).toEqual({
    ...who,
    message: 'A breaker opened.',
    from: 'closed',
    to: 'open',
    until: '2026-11-23T00:00:30.000Z',
  });
  expect(lines.at(-1)).toMatchObject({ ...who, message: 'A breaker closed.', to: 'closed', until: null });
  expect(JSON.stringify(lines)).not.toContain('secret');
});

it('tells of a refused key as of every model of the provider', () => {
  const { lines, breaker } = logged();
  breaker.acquire(one)?.failed(createFailure('auth', 'refused'));
  expect(lines).toMatchObject([{ message: 'A breaker opened.', provider: 'groq', model: null, to: 'open' }]);
});

it('tells throttling apart from failing', () => {
  const { lines, breaker } = logged();
  breaker.acquire(one)?.failed(createFailure('rate-limit', 'slow down', { retryAfterMs: 5_000 }));
  expect(lines).toMatchObject([
    { message: 'A model cools down.', model: 'groq/openai/one', to: 'cooling', until: '2026-11-23T00:00:05.000Z' },
  ]);
});
