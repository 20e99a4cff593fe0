import { createServer } from 'node:http';
import { Agent, request } from 'undici';
import { createKey } from '../lib/db/teams/keys';
import { ensureFirstTeam } from '../lib/db/teams/teams';
import { readEnv } from '../lib/env';
import { createRuntime, prepareDatabase } from '../lib/runtime/runtime';
import { serveGateway } from '../server/http';
import { freshDatabase } from './support/database';
import { listen } from './support/vendor';

const REQUESTS = 2_000;
const WARM_UP = 300;
const CONCURRENCY = 16;
const CHUNKS = 20;

interface Figures {
  requestsPerSecond: number;
  cpuMsPerRequest: number;
  p50Ms: number;
  p95Ms: number;
}

/**
 * Overhead of the gateway for a streamed call of 20 chunks: the same client calls the same fake vendor directly (the
 * baseline) and through the gateway with key check, decision, ledger and settlement. All run in one process, so both
 * figures include the CPU time of client and vendor.
 */
export async function run({ argv, databaseUrl }: { argv: string[]; databaseUrl: string }): Promise<void> {
  const url = await freshDatabase(databaseUrl);
  const vendor = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const frame of FRAMES) response.write(frame);
      response.end();
    });
  });
  const vendorUrl = await listen(vendor);
  const environment = {
    DATABASE_URL: url,
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: `${vendorUrl}/v1`,
    A3M_LOG_LEVEL: 'silent',
  };
  const runtime = await createRuntime(readEnv(environment));
  await prepareDatabase(runtime);
  const team = await ensureFirstTeam(runtime.database);
  const { secret } = await createKey(runtime.database, { name: 'bench', teamId: team.id, createdById: null });
  const gateway = createServer((incoming, response) => {
    serveGateway(runtime, incoming, response).catch(() => response.destroy());
  });
  const gatewayUrl = await listen(gateway);

  const floor = await measure(`${vendorUrl}/v1/chat/completions`, 'k', 'gpt-4o-mini');
  const through = await measure(`${gatewayUrl}/v1/chat/completions`, secret, 'openai/gpt-4o-mini');
  const result = {
    requests: REQUESTS,
    concurrency: CONCURRENCY,
    chunks: CHUNKS,
    floor,
    gateway: through,
    addedCpuMsPerRequest: round(through.cpuMsPerRequest - floor.cpuMsPerRequest),
    cpuRatio: round(through.cpuMsPerRequest / floor.cpuMsPerRequest),
    throughputRatio: round(through.requestsPerSecond / floor.requestsPerSecond),
  };
  print(result, argv.includes('--json'));
  gateway.closeAllConnections();
  vendor.closeAllConnections();
  await runtime.close();
}

function formatFrame(choice: object): string {
  return `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, ...choice }] })}\n\n`;
}

const FRAMES = [
  formatFrame({ delta: { role: 'assistant', content: '' }, finish_reason: null }),
  ...Array.from({ length: CHUNKS }, () => formatFrame({ delta: { content: 'word ' }, finish_reason: null })),
  formatFrame({ delta: {}, finish_reason: 'stop' }),
  'data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":20,"total_tokens":29}}\n\n',
  'data: [DONE]\n\n',
];

async function measure(url: string, key: string, model: string): Promise<Figures> {
  const dispatcher = new Agent({ connections: CONCURRENCY });
  const body = JSON.stringify({
    model,
    stream: true,
    messages: [{ role: 'user', content: 'What is the capital of Norway?' }],
  });
  const ask = async () => {
    const startedAt = performance.now();
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await request(url, { method: 'POST', body, headers, dispatcher });
    const text = await response.body.text();
    if (!text.endsWith('data: [DONE]\n\n')) throw new Error(`An answer was not whole: ${text.slice(0, 200)}`);
    return performance.now() - startedAt;
  };
  await inParallel(WARM_UP, ask);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const times = (await inParallel(REQUESTS, ask)).sort((a, b) => a - b);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await dispatcher.close();
  return {
    requestsPerSecond: Math.round(REQUESTS / seconds),
    cpuMsPerRequest: round((user + system) / 1000 / REQUESTS),
    p50Ms: round(times[Math.floor(REQUESTS * 0.5)] ?? 0),
    p95Ms: round(times[Math.floor(REQUESTS * 0.95)] ?? 0),
  };
}

async function inParallel(count: number, run: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  let started = 0;
  const worker = async () => {
    while (started++ < count) results.push(await run());
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return results;
}

function print(result: Record<string, unknown> & { floor: Figures; gateway: Figures }, asJson: boolean): void {
  if (asJson) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const { floor, gateway, ...rest } = result;
  console.table({ 'straight to the vendor': floor, 'through the gateway': gateway });
  console.log(rest);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
