import { describe, expect, it } from 'vitest';
import { Breaker, type BreakerState } from '../engine/breaker';
import { Catalog } from '../engine/catalog/catalog';
import { type BreakerOwner, breakerStateOf, probeNow, trippedBreakers } from './breaker-states';

const TERN = { id: 'sandbox/tern-small', provider: 'sandbox' };

/** A breaker that is open for one model, until somebody asks for a probe. */
function openBreaker() {
  const probed: BreakerOwner[] = [];
  const stateOf = (asked: unknown): BreakerState => {
    if (!JSON.stringify(asked).includes('tern-small')) return { state: 'closed' };
    return probed.length > 0 ? { state: 'half-open' } : { state: 'open', until: 9, why: 'down' };
  };
  const breaker = Object.assign(new Breaker(), { stateOf, probeNow: (owner: BreakerOwner) => void probed.push(owner) });
  return { breaker, probed };
}

describe('breakers as an operator sees them', () => {
  it('lists those that are not closed, and no other', () => {
    const runtime = { ...openBreaker(), catalog: new Catalog() };
    expect(trippedBreakers(runtime)).toEqual({ [TERN.id]: { state: 'open', until: 9, why: 'down' } });
    expect(breakerStateOf(runtime, { id: 'groq/x', provider: 'groq' })).toEqual({ state: 'closed' });
  });

  it('lets the next call through as a probe when told to', () => {
    const { breaker, probed } = openBreaker();
    probeNow({ breaker }, TERN);
    expect(probed).toEqual([TERN]);
    expect(breakerStateOf({ breaker }, TERN)).toEqual({ state: 'half-open' });
  });
});
