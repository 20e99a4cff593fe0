import { describe, expect, it } from 'vitest';
import { oddChoices, scriptedProvider, testModel } from '../../../tests/support/fakes/providers';
import { Catalog } from '../catalog/catalog';
import { memoryStore } from '../memory-store';
import { Breaker } from '../resilience/breaker';
import { Router } from './router';

const oddRouter = () =>
  new Router({
    catalog: new Catalog([testModel('a/one')]),
    providers: new Map([['a', scriptedProvider('a', oddChoices)]]),
    store: memoryStore(),
    breaker: new Breaker(),
  });

describe('Router', () => {
  it('streams the first choice, also where a choice comes without a delta', async () => {
    let text = '';
    for await (const part of oddRouter().stream({ prompt: 'Hi' })) text += part.text;
    expect(text).toBe('Hello');
  });

  it('answers with the first choice, also where a choice comes without a delta', async () => {
    expect((await oddRouter().route({ prompt: 'Hi' })).output).toBe('Hello');
  });
});
