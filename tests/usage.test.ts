import fs from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Catalog } from '../lib/engine/catalog/catalog';
import { unlistedModel } from '../lib/engine/catalog/unlisted';
import { totalTokens } from '../lib/engine/money/cost';
import type { Attempt, Model, Usage } from '../lib/engine/types';
import { createProvider } from '../lib/providers/providers';
import { configuredProviders, PROVIDERS } from '../lib/providers/registry';
import { UpstreamPool } from '../lib/providers/upstream-pool';
import { steppedClock } from './support/clock';
import { readExecution, startExecution } from './support/execution';

interface Case {
  name: string;
  usage?: unknown;
  start?: unknown;
  end?: unknown;
  expected: { state: 'measured'; usage: Usage; costNanoUsd: number } | { state: 'estimated' };
}

interface Fixture {
  model: string;
  isLocal?: boolean;
  envelope: { json?: object; stream: object[] };
  cases: Case[];
}

const FOLDER = path.join(import.meta.dirname, 'fixtures/usage');
const NOW = Date.parse('2026-11-20T12:00:00Z');

const fixtures = fs
  .readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')) as Fixture);

/** What the vendor's server answers next. */
let answer: (response: ServerResponse) => void;
let server: Server;
let pool: UpstreamPool;
let origin: string;

beforeAll(async () => {
  pool = new UpstreamPool();
  server = createServer((request, response) => request.resume().on('end', () => answer(response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(async () => {
  await pool.destroy();
  server.closeAllConnections();
  server.close();
});

it('knows the usage of every provider', () => {
  const known = fixtures.map(({ model }) => model.split('/')[0]).sort();
  expect(known).toEqual(PROVIDERS.map(({ id }) => id).sort());
});

describe.each(fixtures)('the usage of $model', (fixture) => {
  const shapes = fixture.envelope.json ? ['in one piece', 'as a stream'] : ['as a stream'];

  it.each(fixture.cases.flatMap((one) => shapes.map((shape) => ({ ...one, shape }))))(
    '$name, $shape',
    async ({ shape, expected, ...one }) => {
      const attempt = await bill(fixture, one, shape === 'as a stream');
      expect(attempt.outcome).toBe('succeeded');
      expect(attempt.usageState).toBe(expected.state);
      if (expected.state === 'measured') {
        expect(attempt.usage).toEqual(expected.usage);
        expect(attempt.costNanoUsd).toBe(expected.costNanoUsd);
      } else {
        expect(attempt.usage.inputTokens).toBeGreaterThan(0);
        expect(attempt.usage.outputTokens).toBeGreaterThan(0);
        expect((attempt.costNanoUsd ?? 0) > 0).toBe(!fixture.isLocal);
      }
      expect(attempt.costItems.reduce((sum, item) => sum + item.costNanoUsd, 0)).toBe(attempt.costNanoUsd);
      expect(attempt.costItems.reduce((sum, item) => sum + ('tokens' in item ? item.tokens : 0), 0)).toBe(
        totalTokens(attempt.usage),
      );
    },
  );
});

/** Sends a vendor's answer with that usage through the real adapter and the engine. */
async function bill(fixture: Fixture, one: Omit<Case, 'expected'>, stream: boolean): Promise<Attempt> {
  const model = modelOf(fixture);
  const [configured] = configuredProviders({ [model.provider]: { apiKey: 'k', baseUrl: origin } });
  if (!configured) throw new Error(`${model.provider} is not configured`);
  const provider = createProvider(configured, pool);
  answer = stream || !fixture.envelope.json ? streamed(fixture, one) : inOnePiece(fixture, one);
  const { events } = startExecution({
    scripts: { [model.provider]: (call, signal) => provider.stream(call, signal) },
    models: [model],
    clock: steppedClock(NOW),
    stream,
  });
  const [attempt] = (await readExecution(events)).outcome.attempts;
  return attempt as Attempt;
}

function modelOf({ model, isLocal }: Fixture): Model {
  if (!isLocal) return new Catalog().get(model) as Model;
  const price = { from: null, input: 0, output: 0, source: 'local server', verifiedAt: '2026-11-22' };
  return { ...unlistedModel(model, 32_768), prices: [price] };
}

function inOnePiece({ envelope }: Fixture, one: Omit<Case, 'expected'>) {
  return (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(filled(envelope.json ?? {}, one));
}

function streamed({ envelope, model }: Fixture, one: Omit<Case, 'expected'>) {
  const frames = envelope.stream.map((event) => {
    const { type } = event as { type?: string };
    return `${type ? `event: ${type}\n` : ''}data: ${filled(event, one)}\n\n`;
  });
  const hasOwnEnd = /^(anthropic|google)\//.test(model);
  return (response: ServerResponse) =>
    response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end(frames.join('') + (hasOwnEnd ? '' : 'data: [DONE]\n\n'));
}

/** A body as text, with the case's usage where its place is kept; `$missing` takes the key away. */
function filled(body: object, { usage, start, end }: Omit<Case, 'expected'>): string {
  const values: Record<string, unknown> = { $usage: usage, $start: start, $end: end };
  return JSON.stringify(body, (_key, value) => {
    if (typeof value !== 'string' || !(value in values)) return value;
    return values[value] === '$missing' ? undefined : values[value];
  });
}
