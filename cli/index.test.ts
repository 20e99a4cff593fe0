import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from './index';

describe('commands that use the database', () => {
  const uses: [string, string[]][] = [
    ['key', ['list']],
    ['budget', ['list']],
    ['cost', []],
    ['rollups', ['rebuild']],
  ];

  it.each(uses)('%s asks the launcher for it', async (name, argv) => {
    const openDatabase = vi.fn(() => Promise.reject(new Error('asked')));
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await main([name, ...argv], openDatabase)).toBe(1);
    expect(openDatabase).toHaveBeenCalledOnce();
    expect(stderr).toHaveBeenCalledWith('asked\n');
    stderr.mockRestore();
  });
});

describe('commands that ask several models or prompts', () => {
  let server: Server;
  const asked: { path: string; model?: string }[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let text = '';
      for await (const piece of request) text += piece;
      const { model, messages } = text ? JSON.parse(text) : {};
      asked.push({ path: request.url ?? '', model });
      const fails = messages?.[0].content.includes('break');
      if (fails && request.url === '/v1/chat/completions') response.statusCode = 502;
      response.end(JSON.stringify(request.url === '/v1/route' ? ROUTE : fails ? BROKEN : ANSWER));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('A3M_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv('A3M_API_KEY', 'a3m_test');
  });
  afterEach(() => {
    asked.length = 0;
    process.exitCode = undefined;
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    server.close();
  });

  const ANSWER = {
    choices: [{ message: { content: 'Hello there' } }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    router: { request_id: 'req_1', model: 'far/one', category: 'simple', cost_usd: 0.5, decision: { confidence: 1 } },
  };
  const BROKEN = { error: { message: 'No model answered.' } };
  const ROUTE = {
    decision: { candidates: ['far/one', 'far/two', 'far/three', 'far/four'].map((model) => ({ model })) },
  };

  async function run(...argv: string[]) {
    let stdout = '';
    const written = [
      vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
        stdout += text;
        return true;
      }),
      vi.spyOn(process.stderr, 'write').mockReturnValue(true),
    ];
    const code = await main(argv);
    for (const spy of written) spy.mockRestore();
    return { code, stdout };
  }

  it('compare asks the server that answers for its own candidates', async () => {
    const { code, stdout } = await run('compare', 'Hello', '--json');
    expect(code).toBe(0);
    expect(asked.filter(({ path }) => path === '/v1/chat/completions').map(({ model }) => model)).toEqual([
      'far/one',
      'far/two',
      'far/three',
    ]);
    expect(JSON.parse(stdout).results).toHaveLength(3);
  });

  it.each([[['--json']], [[]]])('compare exits with 1 when every model failed: %j', async (options) => {
    const { code, stdout } = await run('compare', 'break', '--models', 'far/one', ...options);
    expect(code).toBe(1);
    expect(stdout).toContain('No model answered.');
  });

  it.each([[['--json']], [[]]])('parallel gives the answers that came beside one that failed: %j', async (options) => {
    const { code, stdout } = await run('parallel', 'Hello', 'break', ...options);
    expect(code).toBe(1);
    expect(stdout).toContain('Hello there');
    expect(stdout).toContain('No model answered.');
  });
});
