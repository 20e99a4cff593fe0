import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totalsIn } from '../../lib/db/stats/rollups';
import { resolveWindow } from '../../lib/db/stats/window';
import { startTestGateway, type TestGateway } from '../support/gateway';

const DATA = path.resolve(process.env.A3M_ROUTING_DATA ?? '../shared/data/routing', 'categories.dev.jsonl.gz');
const PROMPTS = 200;
const CONCURRENCY = 16;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  gateway.runtime.sandbox?.setSlowness(0.2);
});
afterAll(() => gateway.close());

describe.skipIf(!fs.existsSync(DATA))(
  `200 real prompts (${fs.existsSync(DATA) ? 'found' : `skipped: no file at ${DATA}`})`,
  () => {
    it('get 200 complete answers, 200 rows, and totals that agree to the last nano-dollar', async () => {
      const prompts = drawPrompts();
      const answers = await inParallel(prompts, (prompt, i) => ask(prompt, i % 2 === 0));

      expect(answers).toHaveLength(PROMPTS);
      expect(answers.filter(({ text }) => text.includes('Sandbox answer'))).toHaveLength(PROMPTS);
      expect(answers.every(({ finish }) => finish === 'stop')).toBe(true);

      const [ledger] = await gateway.database.query<{ requests: number; open: number; cost: string; attempts: number }>(
        `select count(*)::int as requests, count(*) filter (where status <> 'succeeded')::int as open,
        sum(cost_nano_usd)::text as cost, sum(attempt_count)::int as attempts from requests`,
      );
      const [calls] = await gateway.database.query<{ attempts: number; cost: string; items: string; measured: number }>(
        `select count(*)::int as attempts, sum(cost_nano_usd)::text as cost,
        sum((select sum((item->>'costNanoUsd')::bigint) from jsonb_array_elements(cost_items) item))::text as items,
        count(*) filter (where usage_state = 'measured')::int as measured from attempts`,
      );
      expect(ledger).toMatchObject({ requests: PROMPTS, open: 0, attempts: calls?.attempts });
      expect(calls?.measured).toBe(calls?.attempts);
      expect(calls?.cost).toBe(ledger?.cost);
      expect(calls?.items).toBe(ledger?.cost);

      const caller = {
        kind: 'key' as const,
        keyId: '',
        teamId: gateway.teamId,
        scopes: [],
        grants: [],
        createdById: null,
        storesText: false,
      };
      const overview = await totalsIn(
        gateway.runtime.database,
        caller,
        await resolveWindow(gateway.runtime.database, caller.teamId, {}),
      );
      expect(String(overview.costNanoUsd)).toBe(ledger?.cost);
      expect(overview.requests).toBe(PROMPTS);
      expect(Math.round(answers.reduce((sum, { costUsd }) => sum + costUsd * 1e9, 0))).toBe(overview.costNanoUsd);
    });
  },
);

async function ask(prompt: string, stream: boolean): Promise<{ text: string; finish: string | null; costUsd: number }> {
  const messages = [{ role: 'user' as const, content: prompt }];
  if (!stream) {
    const answer = await gateway.client.chat.completions.create({ model: 'auto', messages });
    return {
      text: answer.choices[0]?.message.content ?? '',
      finish: answer.choices[0]?.finish_reason ?? null,
      costUsd: costIn(answer),
    };
  }
  let text = '';
  let finish: string | null = null;
  let costUsd = 0;
  for await (const chunk of await gateway.client.chat.completions.create({ model: 'auto', messages, stream: true })) {
    text += chunk.choices[0]?.delta.content ?? '';
    finish = chunk.choices[0]?.finish_reason ?? finish;
    costUsd = costIn(chunk) || costUsd;
  }
  return { text, finish, costUsd };
}

function costIn(body: unknown): number {
  return (body as { router?: { cost_usd?: number } }).router?.cost_usd ?? 0;
}

/** Every n-th prompt of the file, so that all categories and kinds are among them. */
function drawPrompts(): string[] {
  const lines = gunzipSync(fs.readFileSync(DATA)).toString('utf8').trim().split('\n');
  const step = lines.length / PROMPTS;
  return Array.from(
    { length: PROMPTS },
    (_, i) => (JSON.parse(lines[Math.floor(i * step)] ?? '{}') as { prompt: string }).prompt,
  );
}

async function inParallel<T, R>(items: T[], run: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await run(items[i] as T, i);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return results;
}
