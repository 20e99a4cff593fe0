import { expect, it } from 'vitest';
import { type BreakerChange, breakerLog } from './breaker-log';

it('writes one warning for each change of a breaker, with who, from what to what, until when and why', () => {
  const lines: unknown[] = [];
  const tell = breakerLog((level, message, facts) => lines.push({ level, message, ...facts }));
  const model = { provider: 'groq', model: 'groq/one' };
  const at = Date.parse('2026-11-23T00:00:00Z');
  const changes: BreakerChange[] = [
    { ...model, from: 'closed', to: 'open', until: at, failure: 'server' },
    { ...model, from: 'open', to: 'half-open', until: null, failure: null },
    { ...model, from: 'half-open', to: 'closed', until: null, failure: null },
    { ...model, model: null, from: 'closed', to: 'cooling', until: at, failure: 'rate-limit' },
  ];
  for (const change of changes) tell(change);
  const until = '2026-11-23T00:00:00.000Z';
  expect(lines).toEqual([
    { level: 'warn', message: 'A breaker opened.', ...changes[0], until },
    { level: 'warn', message: 'A breaker is half-open: one call may try.', ...changes[1] },
    { level: 'warn', message: 'A breaker closed.', ...changes[2] },
    { level: 'warn', message: 'A model cools down.', ...changes[3], until },
  ]);
});
