import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type PromptLine, summarize, withEvent } from '../../app/(dashboard)/providers/_components/chaos/prompt-run';
import type { UserCaller } from '../../lib/caller';
import type { PromptEvent } from '../../lib/services/providers/prompt-event';
import { sendPrompts } from '../../lib/services/providers/send-prompts';
import { TEST_PROMPTS } from '../../lib/services/providers/test-prompts';
import { startTestGateway, type TestGateway } from '../support/gateway';

let gateway: TestGateway;
let caller: UserCaller;

beforeAll(async () => {
  gateway = await startTestGateway({
    A3M_SANDBOX: 'on',
    OPENAI_API_KEY: 'x',
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
  });
  await gateway.database.query(
    `insert into users (id, email, name, password_hash) values ('user_a', 'a@example.com', 'A', '')`,
  );
  await gateway.database.query(`insert into memberships (user_id, team_id) values ('user_a', $1)`, [gateway.teamId]);
  caller = {
    kind: 'user',
    userId: 'user_a',
    teamId: gateway.teamId,
    role: 'admin',
    teamRole: 'admin',
    name: 'A',
    email: 'a@example.com',
  };
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.runtime.sandbox?.faults.clear();
  gateway.runtime.breaker.probeNow({ id: 'sandbox/tern-small', provider: 'sandbox' });
});

async function send(signal = new AbortController().signal): Promise<PromptEvent[]> {
  const events: PromptEvent[] = [];
  const { runtime } = gateway;
  for await (const event of sendPrompts({ runtime, caller, prompts: TEST_PROMPTS.simple, signal })) events.push(event);
  return events;
}

const linesOf = (events: PromptEvent[]) => events.reduce<PromptLine[]>(withEvent, []);

it('reports how each prompt was routed, and when a breaker opens and closes, within the sandbox only', async () => {
  const { sandbox, breaker } = gateway.runtime;
  sandbox?.faults.set('tern-small', { fault: 'outage' });
  const down = linesOf(await send());
  expect(summarize(down)).toMatchObject({ answered: 5, calls: 10, fellBack: 5, opened: ['sandbox/tern-small'] });
  expect(down.flatMap(({ calls }) => calls).every(({ provider }) => provider === 'sandbox')).toBe(true);
  expect(down[4]?.calls[0]).toMatchObject({ model: 'sandbox/tern-small', outcome: 'failed', breaker: 'open' });

  sandbox?.faults.clear();
  breaker.probeNow({ id: 'sandbox/tern-small', provider: 'sandbox' });
  const [first, ...rest] = linesOf(await send());
  expect(first?.calls).toMatchObject([{ model: 'sandbox/tern-small', outcome: 'succeeded', breaker: 'closed' }]);
  expect(rest.flatMap(({ calls }) => calls.map((one) => one.breaker))).toEqual([null, null, null, null]);

  const ids = [...down, first, ...rest].map((line) => line?.requestId);
  const rows = await gateway.database.query<{ id: string }>(`select id from requests where status = 'succeeded'`);
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids));
});

it('reports that no model could be called', async () => {
  gateway.runtime.sandbox?.faults.set('tern-small', { fault: 'refuse-key' });
  const lines = linesOf(await send());
  expect(lines.map(({ status }) => status)).toEqual(['failed', 'refused', 'refused', 'refused', 'refused']);
  expect(lines[1]?.message).toContain('sandbox refused the configured API key');
});

it('sends no further prompt after the client disconnects', async () => {
  const leaving = new AbortController();
  leaving.abort();
  expect(await send(leaving.signal)).toEqual([]);
});
