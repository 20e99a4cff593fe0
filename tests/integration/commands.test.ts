import { execFile, spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startPgProxy } from '../support/fakes/pg-proxy';
import { eventually } from '../support/requests';

const ROOT = path.resolve(import.meta.dirname, '../..');
const BIN = path.join(ROOT, 'bin/a3m-router.mjs');

const SECRETS = { NEXTAUTH_SECRET: 's', A3M_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64') };

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

function run(script: string, args: string[], env: Record<string, string> = {}, input = ''): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [script, ...args],
      { cwd: ROOT, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

const cli = (args: string[], env: Record<string, string> = {}, input = '') =>
  run(BIN, args, { A3M_SANDBOX: 'on', A3M_API_KEY: '', ...env }, input);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('the CLI without a server', () => {
  it('routes a prompt: the answer on stdout, the facts on stderr', async () => {
    const { code, stdout, stderr } = await cli(['route', 'What is 12 * 7?']);
    expect(code).toBe(0);
    expect(stdout).toContain('84');
    expect(stderr).toContain('sandbox/tern-small · simple');
  });

  it('gives one JSON object with --json, and nothing else', async () => {
    const { code, stdout } = await cli(['route', 'What is 12 * 7?', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      model: 'sandbox/tern-small',
      category: 'simple',
      cost: expect.any(Number),
      requestId: expect.any(String),
    });
  });

  it('asks several, and shows how many agree and each answer with its cost', async () => {
    const { code, stdout, stderr } = await cli(['route', 'What is 12 * 7?', '--ask', '3', '--consensus']);
    expect(code).toBe(0);
    expect(stdout).toContain('84');
    expect(stderr).toMatch(/3 of 3 agree, 100\s%: short answers, compared exactly/);
    expect(stderr.match(/^[→=] sandbox\/\S+ +<?\$0\.\d+ .*84/gm)).toHaveLength(3);
    const asJson = await cli(['route', 'What is 12 * 7?', '--ask', '2', '--consensus', '--json']);
    expect(JSON.parse(asJson.stdout).consensus).toMatchObject({ of: 2, agreeing: 2, agreement: 1 });
    expect(await cli(['route', 'Hi', '--ask', '9'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('must be an integer from 2 to 5'),
    });
  });

  it('classifies lines of JSON, in their order', async () => {
    const lines = [
      { id: 1, prompt: 'Write a haiku about debugging' },
      { id: 'two', prompt: 'The function returned undefined - what went wrong?' },
    ];
    const { code, stdout } = await cli(
      ['classify', '--jsonl'],
      {},
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
    expect(code).toBe(0);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toEqual([
      { id: 1, category: 'creative', confidence: expect.any(Number) },
      { id: 'two', category: 'code', confidence: expect.any(Number) },
    ]);
  });

  it('compares, counts, lists models, and runs prompts in parallel', async () => {
    const compared = JSON.parse(
      (await cli(['compare', 'Hello', '--models', 'tern-small,heron-large', '--json'])).stdout,
    );
    expect(compared.results.map(({ model }: { model: string }) => model)).toEqual([
      'sandbox/tern-small',
      'sandbox/heron-large',
    ]);
    expect(JSON.parse((await cli(['count', 'Hello world', '--model', 'gpt-4o', '--json'])).stdout)).toMatchObject({
      tokens: 3,
      estimated: true,
      cost_usd: 0.0000075,
    });
    expect(JSON.parse((await cli(['models', '--json'])).stdout).models).toHaveLength(6);
    expect(
      JSON.parse((await cli(['parallel', 'What is 2 + 2?', 'What is 3 + 3?', '--json'])).stdout).results,
    ).toHaveLength(2);
  });

  it.each([
    [[], 2, 'a3m-router COMMAND'],
    [['fly'], 2, 'no command "fly"'],
    [['route'], 2, 'Give the prompt as one argument'],
    [['route', 'hi', '--max-cost', 'much'], 2, '--max-cost takes a number'],
    [['route', 'hi', '--model', 'gpt-99'], 1, 'no model "gpt-99"'],
    [['key', 'create'], 2, 'Name the key with --name'],
    [['budget', 'create', '--limit', '5 cents'], 2, 'Give the limit in dollars'],
    [['budget', 'create', '--limit', '5', '--period', 'year'], 2, '--period takes day'],
    [['feedback', 'req_x', 'up'], 1, 'Set A3M_API_KEY'],
  ])('answers %j with exit code %i and a sentence', async (args, code, words) => {
    const result = await cli(args, { DATABASE_URL: database.url });
    expect(result.code).toBe(code);
    expect(result.stdout + result.stderr).toContain(words);
  });

  it('makes, lists and deletes budgets in the database, to the nano-dollar', async () => {
    const env = { DATABASE_URL: database.url, ...SECRETS };
    const create = ['budget', 'create', '--limit', '1,400.000000001', '--period', 'week', '--json'];
    const { id } = JSON.parse((await cli(create, env)).stdout);
    const [row] = await database.query('select scope, period, limit_nano_usd::text as nano from budgets');
    expect(row).toEqual({ scope: 'team', period: 'week', nano: '1400000000001' });
    expect((await cli(['budget', 'list'], env)).stdout).toContain(`${id}  the weekly budget of team`);
    expect((await cli(['budget', 'delete', id], env)).code).toBe(0);
    expect((await cli(['budget', 'delete', id], env)).code).toBe(1);
    expect(JSON.parse((await cli(['budget', 'list', '--json'], env)).stdout)).toEqual({ budgets: [] });
  });

  it('makes, lists and revokes keys in the database, the key shown once', async () => {
    const env = { DATABASE_URL: database.url };
    const made = JSON.parse((await cli(['key', 'create', '--name', 'my app', '--json'], env)).stdout);
    expect(made).toMatchObject({
      key: expect.stringMatching(/^a3m_/),
      id: expect.stringMatching(/^key_/),
      name: 'my app',
    });
    const listed = await cli(['key', 'list'], env);
    expect(listed.stdout).toContain(made.id);
    expect(listed.stdout).not.toContain(made.key);
    expect((await cli(['key', 'revoke', made.id], env)).code).toBe(0);
    expect((await cli(['key', 'revoke', made.id], env)).code).toBe(1);
    expect(JSON.parse((await cli(['cost', '--json'], env)).stdout)).toMatchObject({
      days: 30,
      totalCost: 0,
      requests: 0,
      costByProvider: {},
      savings: 0,
    });
  });
});

describe('npm start', () => {
  const start = (env: Record<string, string>) => run(path.join(ROOT, 'scripts/start.mjs'), [], env);

  it('reports that its port is in use, before doing anything', async () => {
    const holder = net.createServer();
    await new Promise<void>((resolve) => holder.listen(0, resolve));
    const { port } = holder.address() as net.AddressInfo;
    const { code, stderr } = await start({ PORT: String(port) });
    holder.close();
    expect(code).toBe(1);
    expect(stderr).toContain(
      `Port ${port} is taken. Stop what uses it, or choose another one: PORT=${port + 1} npm start`,
    );
  });

  it('requires secrets with an operator’s database, by name', async () => {
    const { code, stderr } = await start({
      DATABASE_URL: database.url,
      PORT: '0',
      NEXTAUTH_SECRET: '',
      A3M_ENCRYPTION_KEY: '',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('NEXTAUTH_SECRET, A3M_ENCRYPTION_KEY');
  });

  it('reports that a database refuses the connection, instead of retrying a permanent error', async () => {
    const nowhere = new URL(database.url);
    nowhere.pathname = '/a3m_there_is_none';
    const { code, stderr } = await start({ ...SECRETS, DATABASE_URL: nowhere.href, PORT: '0' });
    expect(code).toBe(1);
    expect(stderr).toContain('The database a3m_there_is_none at 127.0.0.1');
    expect(stderr).toContain('could not be migrated');
  });

  it('serves while its database is away, and is ready by itself once that is back: migrated, with a link for the owner', async () => {
    const empty = await createTestDatabase({ isEmpty: true });
    const proxy = await startPgProxy(empty.url);
    await proxy.goAway();
    const port = await freePort();
    const child = spawn(process.execPath, [path.join(ROOT, 'scripts/start.mjs')], {
      cwd: ROOT,
      env: { ...process.env, ...SECRETS, DATABASE_URL: proxy.url, PORT: String(port), A3M_SANDBOX: 'on' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGTERM'));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const url = `http://127.0.0.1:${port}`;
    const ready = () => fetch(`${url}/readyz`).catch(() => null);

    const waiting = await eventually(ready, (response) => response?.status === 503, 30_000);
    expect(await waiting?.json()).toMatchObject({
      status: 'not ready',
      checks: { database: false, prepared: false, providers: true, accepting: true },
      reasons: { database: 'The database does not answer.' },
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(output).not.toContain('ready at');

    await proxy.comeBack();
    const served = await eventually(ready, (response) => response?.status === 200, 10_000);
    expect(served?.status).toBe(200);
    await eventually(
      async () => output,
      (text) => text.includes('Create the owner account'),
    );
    expect(output).toMatch(/database migrated \(\d+ new\)[\s\S]*ready at[\s\S]*\/setup\?token=/);
    for (const page of ['/login', '/api/health', '/no/such/page']) {
      const { headers } = await fetch(url + page, { redirect: 'manual' });
      expect([page, headers.get('x-request-id')]).toEqual([page, expect.stringMatching(/^req_\w+$/)]);
    }
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    await proxy.close();
    await empty.drop();
  });
});

describe('the built server', () => {
  it('finishes a running stream before it exits on SIGTERM, and exits with 0', async () => {
    const { createDatabase } = await import('../../lib/db/client');
    const { createKey } = await import('../../lib/db/teams/keys');
    const { ensureFirstTeam } = await import('../../lib/db/teams/teams');
    const client = createDatabase(database.url);
    const team = await ensureFirstTeam(client);
    const { secret } = await createKey(client, { name: 'drain', teamId: team.id, createdById: null });
    await client.$disconnect();
    const { child, url } = await startServer();
    const messages = [{ role: 'user', content: 'Give me advice on moving to another city.' }];
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body: JSON.stringify({ model: 'sandbox/osprey-reason', messages, stream: true }),
    });
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await response.text()).toContain('[DONE]');
    expect(await exited).toBe(0);
    const rows = await database.query('select status, cost_state from requests');
    expect(rows).toEqual([{ status: 'succeeded', cost_state: 'measured' }]);
  });
});

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function startServer() {
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/server.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      PORT: String(port),
      A3M_SANDBOX: 'on',
      NEXTAUTH_SECRET: 's',
      NEXT_MANUAL_SIG_HANDLE: 'true',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (data: Buffer) => String(data).includes('ready at') && resolve()),
  );
  return { child, url: `http://127.0.0.1:${port}` };
}
