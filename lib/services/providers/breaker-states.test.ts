import { expect, it } from 'vitest';
import { Catalog } from '../../engine/catalog/catalog';
import { createFailure } from '../../engine/execute/failure';
import { Breaker } from '../../engine/resilience/breaker';
import { trippedBreakers } from './breaker-states';

it('lists the breakers that are not closed, and no other', () => {
  const breaker = new Breaker();
  const id = 'sandbox/tern-small';
  breaker.acquire({ id, provider: 'sandbox' })?.failed(createFailure('model-missing', 'gone'));
  const tripped = trippedBreakers({ breaker, catalog: new Catalog() });
  expect(tripped).toEqual({ [id]: { state: 'open', until: expect.any(Number), why: 'gone' } });
});
