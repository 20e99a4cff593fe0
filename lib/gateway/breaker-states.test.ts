import { describe, expect, it } from 'vitest';
import { Breaker } from '../engine/breaker';
import { Catalog } from '../engine/catalog/catalog';
import { failureOf } from '../engine/failure';
import { breakerStateOf, probeNow, trippedBreakers } from './breaker-states';

const TERN = { id: 'sandbox/tern-small', provider: 'sandbox' };
const DOWN = failureOf('connection', 'sandbox could not be reached.');

function withOpenTern() {
  const runtime = { breaker: new Breaker({ failureThreshold: 1 }), catalog: new Catalog() };
  runtime.breaker.acquire(TERN)?.failed(DOWN);
  return runtime;
}

describe('breakers as an operator sees them', () => {
  it('lists those that are not closed, and no other', () => {
    const tripped = trippedBreakers(withOpenTern());
    expect(Object.keys(tripped)).toEqual([TERN.id]);
    expect(tripped[TERN.id]).toMatchObject({ state: 'open', why: DOWN.message });
  });

  it('lists every model of a provider whose key was refused', () => {
    const { breaker, catalog } = withOpenTern();
    breaker.acquire({ id: 'sandbox/wren-small', provider: 'sandbox' })?.failed(failureOf('auth', 'key refused'));
    const tripped = trippedBreakers({ breaker, catalog });
    expect(Object.keys(tripped)).toHaveLength(6);
    expect(Object.values(tripped).every(({ why }) => why === 'key refused')).toBe(true);
  });

  it('lets the next call through as a probe when told to', () => {
    const runtime = withOpenTern();
    probeNow(runtime, TERN);
    expect(breakerStateOf(runtime, TERN).state).toBe('half-open');
    runtime.breaker.acquire(TERN)?.succeeded();
    expect(trippedBreakers(runtime)).toEqual({});
  });
});
