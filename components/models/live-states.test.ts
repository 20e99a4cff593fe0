import { expect, it } from 'vitest';
import { describeChangedBreakers } from '@/app/(dashboard)/providers/_components/health/use-announcement';
import { type LiveStates, toSignature } from './live-states';

const open = (until: number) => ({ state: 'open' as const, until, why: 'down' });
const states = (breakers: LiveStates['breakers']): LiveStates => ({ at: 0, breakers, faults: [] });

it('changes with a state or fault, but not with time', () => {
  const first = toSignature(states({ 'a/x': open(1), 'a/y': open(1) }));
  expect(toSignature(states({ 'a/y': open(2), 'a/x': open(2) }))).toBe(first);
  expect(toSignature(states({ 'a/x': { state: 'half-open', why: 'down' }, 'a/y': open(1) }))).not.toBe(first);
  const fault = { model: 'a/x', fault: 'outage', parameters: {} };
  expect(toSignature({ ...states({ 'a/x': open(1), 'a/y': open(1) }), faults: [fault] })).not.toBe(first);
});

it('announces breakers that changed state', () => {
  const before = states({ 'a/x': open(1), 'a/y': open(1) });
  const after = states({ 'a/x': open(9), 'a/z': { state: 'half-open', why: 'down' } });
  expect(describeChangedBreakers(before, after)).toEqual(['Breaker of a/y is closed', 'Breaker of a/z is half-open']);
});
