import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../lib/caller';
import { createBudget, listBudgets } from '../../lib/db/budgets/budgets';
import { createPriceOverride, listPriceOverrides } from '../../lib/db/system/price-overrides';
import { createOwner } from '../../lib/db/teams/users';
import { DEFAULT_LADDER } from '../../lib/engine/money/budget';
import { priceFor } from '../../lib/engine/money/cost';
import { parseUtcStart, utcHour } from '../../lib/engine/money/day';
import { HOUR_MS } from '../../lib/engine/time';
import type { Model } from '../../lib/engine/types';
import { type SandboxServer, startSandbox } from '../../lib/providers/sandbox/server';
import { endPrice, type PriceDraft, restorePrice, setPrice } from '../../lib/services/prices/prices';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually, hello } from '../support/requests';

const SMALL = 'sandbox/tern-small';

let local: SandboxServer;
let gateway: TestGateway;
let neighbour: TestGateway;
let owner: Caller;

beforeAll(async () => {
  local = await startSandbox({ slowness: 0 });
  const environment = { A3M_SANDBOX: 'on', VLLM_BASE_URL: local.baseUrls.openai, VLLM_API_KEY: 'k' };
  gateway = await startTestGateway({ ...environment, OLLAMA_BASE_URL: local.baseUrls.openai, OLLAMA_API_KEY: 'k' });
  neighbour = await startTestGateway(environment, gateway.database);
  const { id } = await createOwner(gateway.runtime.database, {
    name: 'Ada',
    email: 'ada@example.com',
    passwordHash: 'x',
  });
  owner = {
    kind: 'user',
    userId: id,
    teamId: gateway.teamId,
    role: 'owner',
    teamRole: 'owner',
    name: 'Ada',
    email: 'ada@example.com',
  };
});
afterAll(async () => {
  await neighbour.close();
  await gateway.close();
  await local.close();
});

interface Billed {
  price_id: string | null;
  cost: string | null;
  cost_items: { charge?: string; quantity?: number; costNanoUsd: number }[];
  total_ms: number;
}

/** Asks a model and reads what its call was billed. */
async function bill(model: string, through = gateway): Promise<Billed> {
  const response = await call(through, 'POST', '/v1/chat/completions', { model, messages: hello });
  const { router } = (await response.json()) as { router: { request_id: string } };
  const rows = await eventually(
    () =>
      gateway.database.query(
        `select price_id, cost_nano_usd::text as cost, cost_items, total_ms from attempts
         where request_id = '${router.request_id}'`,
      ) as Promise<Billed[]>,
    (found) => found.length > 0,
  );
  return rows[0] as Billed;
}

const sumOf = ({ cost_items }: Billed) => cost_items.reduce((sum, item) => sum + item.costNanoUsd, 0);

describe('a price that an admin sets', () => {
  it('applies from the next request, is named in the ledger, ends, and can be activated again', async () => {
    const listed = await bill(SMALL);
    expect(listed.price_id).toBe(`${SMALL}@listed`);
    const rates = { input: 7.000000001, output: 9 };
    const draft = { model: SMALL, rates, from: null, until: null, note: 'Contract' };
    const id = await setPrice(gateway.runtime, owner, draft);
    const own = await bill(SMALL);
    expect(own.price_id).toMatch(new RegExp(`^${SMALL}@\\d{4}-\\d{2}-\\d{2}T\\d{2}#${id}$`));
    expect(own.cost_items).toMatchObject([{ nanoUsdPerMillion: 7_000_000_001 }, { nanoUsdPerMillion: 9_000_000_000 }]);
    expect(Number(own.cost)).toBe(sumOf(own));
    expect(Number(own.cost)).toBeGreaterThan(Number(listed.cost));

    await endPrice(gateway.runtime, owner, id);
    expect(await bill(SMALL)).toMatchObject({ price_id: listed.price_id, cost: listed.cost });
    await restorePrice(gateway.runtime, owner, id);
    expect((await bill(SMALL)).price_id).toBe(own.price_id);
    await endPrice(gateway.runtime, owner, id);
    const [shown] = await listPriceOverrides(gateway.runtime.database);
    expect(shown).toMatchObject({ id, rates, note: 'Contract', createdBy: 'Ada', deletedBy: 'Ada' });
  });

  it('reaches other processes with their next reading', async () => {
    const rates = { input: 3, output: 3 };
    const id = await setPrice(gateway.runtime, owner, { model: SMALL, rates, from: null, until: null, note: 'Test' });
    await neighbour.runtime.knowledge.refresh();
    expect((await bill(SMALL, neighbour)).price_id).toContain(`#${id}`);
    await endPrice(neighbour.runtime, owner, id);
    await gateway.runtime.knowledge.refresh();
    expect((await bill(SMALL)).price_id).toBe(`${SMALL}@listed`);
  });

  it('waits for its hour, begins by itself, and ends by itself', async () => {
    const from = utcHour(Date.now() + HOUR_MS);
    const until = utcHour(Date.now() + 2 * HOUR_MS);
    const rates = { input: 3, output: 3 };
    const id = await setPrice(gateway.runtime, owner, { model: SMALL, rates, from, until, note: 'Sale' });
    const model = gateway.runtime.catalog.get(SMALL) as Model;
    expect(priceFor(model, parseUtcStart(from) - 1, 0)?.id).toBe(`${SMALL}@listed`);
    expect(priceFor(model, parseUtcStart(from), 0)?.id).toBe(`${SMALL}@${from}#${id}`);
    expect(priceFor(model, parseUtcStart(until), 0)?.id).toBe(`${SMALL}@listed`);
    await endPrice(gateway.runtime, owner, id);
  });

  it('is refused where it makes no sense, and for users without permission', async () => {
    const draft: PriceDraft = { model: SMALL, rates: { input: 1, output: 1 }, from: null, until: null, note: 'x' };
    const refused = (changes: Partial<PriceDraft>, caller = owner) =>
      setPrice(gateway.runtime, caller, { ...draft, ...changes }).then(
        () => null,
        ({ code, param }) => ({ code, param }),
      );
    const code = 'invalid_request_error';
    expect(await refused({ model: 'sandbox/tern' })).toEqual({ code, param: 'model' });
    expect(await refused({ from: '2026-01-01T00' })).toEqual({ code, param: 'from' });
    expect(await refused({ until: utcHour(Date.now()) })).toEqual({ code, param: 'until' });
    const rates = { input: 0, output: 0, perHour: 1 };
    expect(await refused({ model: 'openai/gpt-4o', rates })).toEqual({ code, param: 'perHour' });
    const member = { ...owner, role: 'member' } as Caller;
    expect(await refused({}, member)).toMatchObject({ code: 'forbidden' });
    const own = { model: SMALL, rates: draft.rates, startsAt: new Date(), endsAt: null, note: 'x' };
    await expect(createPriceOverride(gateway.runtime.database, member, own)).rejects.toThrow('Only an owner');
  });
});

describe('a local server', () => {
  it('is free until it has a price by the hour; then a call costs its own time, also after it is discovered again', async () => {
    const model = 'vllm/tern-small';
    expect(await bill(model)).toMatchObject({ cost: '0' });
    const rates = { input: 0, output: 0, perHour: 3.6 };
    const id = await setPrice(gateway.runtime, owner, { model, rates, from: null, until: null, note: 'One card' });
    const found = gateway.runtime.catalog.get(model) as Model;
    gateway.runtime.knowledge.prices.addLocalModels([{ ...found, contextWindow: 4_096 }]);
    const billed = await bill(model);
    expect(billed.price_id).toContain(`#${id}`);
    const time = billed.cost_items.at(-1);
    expect(time).toMatchObject({ charge: 'time', quantity: billed.total_ms });
    expect(Number(billed.cost)).toBe(billed.total_ms * 1_000);
  });
});

describe('a model without a price', () => {
  const model = 'ollama/tern-small';

  it('is unpriced, never free, and is reserved and charged to budgets at a ceiling', async () => {
    const { database } = gateway.runtime;
    const limitNanoUsd = 10_000_000_000;
    const budget = { period: 'total', timeZone: 'UTC', limitNanoUsd, ladder: DEFAULT_LADDER } as const;
    await createBudget(database, { ...budget, scope: 'workspace' });
    expect(await bill(model)).toMatchObject({ cost: null, price_id: null, cost_items: [] });
    const after = await eventually(
      () => listBudgets(database),
      ([found]) => (found?.spentNanoUsd ?? 0) > 0,
    );
    // At least what the longest answer would cost at the most expensive list price, and nothing is left reserved.
    expect(after[0]?.spentNanoUsd).toBeGreaterThan(4_096 * 60_000);
    expect(after[0]?.reservedNanoUsd).toBe(0);
  });

  it('has one as soon as an admin sets it', async () => {
    const rates = { input: 1, output: 2 };
    await setPrice(gateway.runtime, owner, { model, rates, from: null, until: null, note: 'Cloud plan' });
    expect(Number((await bill(model)).cost)).toBeGreaterThan(0);
  });
});
