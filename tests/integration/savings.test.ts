import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activeBaselines, baselineChoice, setBaselineChoice } from '../../lib/db/budgets/baseline';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually, hello } from '../support/requests';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
});
afterAll(() => gateway.close());

/** Asks a model, waits until it is settled, and reads what the ledger says of the comparison. */
async function ask(model: string) {
  const response = await call(gateway, 'POST', '/v1/chat/completions', { model, messages: hello });
  const body = await response.json();
  expect(body.error).toBeUndefined();
  const { router } = body;
  const [row] = await eventually(
    () =>
      gateway.database.query<{ model: string | null; cost: string | null; expected: string; chosen: boolean }>(
        `select baseline_model as model, baseline_cost_nano_usd as cost, baseline_expected_nano_usd as expected,
          (decision->'baseline'->>'isChosen')::boolean as chosen
         from requests where id = $1 and status = 'succeeded'`,
        [router.request_id],
      ),
    (rows) => rows.length > 0,
  );
  return row;
}

async function choose(choice: string) {
  await setBaselineChoice(gateway.runtime.database, gateway.teamId, choice);
  await gateway.runtime.knowledge.refreshBaselines();
}

describe('savings', () => {
  it('are counted against the strongest candidate, until the team chooses', async () => {
    expect(await baselineChoice(gateway.runtime.database, gateway.teamId)).toBe('strongest');
    expect(await activeBaselines(gateway.runtime.database)).toEqual(new Map());
    expect((await ask('auto'))?.chosen).toBe(false);
  });

  it('are counted against the chosen model from the next request on, together with the expected cost', async () => {
    await choose('sandbox/heron-large');
    const other = await ask('sandbox/tern-small');
    expect(other).toMatchObject({ model: 'sandbox/heron-large', chosen: true });
    expect(Number(other?.expected)).toBeGreaterThan(0);
    expect(Number(other?.cost)).toBeGreaterThan(Number(other?.expected));
    const itself = await ask('sandbox/heron-large');
    expect(Number(itself?.expected)).toBe(0);
  });

  it('are counted against the model that the team used most', async () => {
    for (let i = 0; i < 3; i++) await ask('sandbox/tern-small');
    await choose('most_used');
    expect(await activeBaselines(gateway.runtime.database)).toEqual(new Map([[gateway.teamId, 'sandbox/tern-small']]));
    expect((await ask('sandbox/heron-large'))?.model).toBe('sandbox/tern-small');
  });

  it('are reported with half the width of their band, the same by /v1/stats and its groups', async () => {
    const stats = await (await call(gateway, 'GET', '/v1/stats?group_by=status')).json();
    expect(stats.savingsBand).toBeGreaterThan(0);
    expect(stats.groups[0].savingsBand).toBe(stats.savingsBand);
  });
});
