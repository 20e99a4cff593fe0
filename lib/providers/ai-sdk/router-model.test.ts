import { streamText } from 'ai';
import { expect, it } from 'vitest';
import { oddChoices, scriptedProvider, testModel } from '../../../tests/support/fakes/providers';
import { Catalog } from '../../engine/catalog/catalog';
import { memoryStore } from '../../engine/memory-store';
import { Breaker } from '../../engine/resilience/breaker';
import { Router } from '../../engine/router/router';
import { routerModel } from './router-model';

it('streams the first choice, also where a choice comes without a delta', async () => {
  const router = new Router({
    catalog: new Catalog([testModel('a/one')]),
    providers: new Map([['a', scriptedProvider('a', oddChoices)]]),
    store: memoryStore(),
    breaker: new Breaker(),
  });
  const model = routerModel((request, streamed) => router.events(request, streamed), 'auto');
  expect(await streamText({ model, prompt: 'Hi', maxRetries: 0 }).text).toBe('Hello');
});
