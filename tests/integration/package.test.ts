import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAX_MB = 60;
/** Installing reaches for the npm registry where its cache is empty. */
const INSTALL_MS = 300_000;

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

let project: string;
let installed: string;

beforeAll(async () => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-package-'));
  installed = path.join(project, 'node_modules/a3m-router');
  const built = await succeed('npm', ['run', 'package'], ROOT);
  const tarball = built.stdout.trim().split('\n').at(-1) as string;
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await succeed('npm', ['install', tarball, '--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=5']);
}, INSTALL_MS);

afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

describe('the package', () => {
  it('is small and free of the server', () => {
    const names = fs
      .readdirSync(path.join(project, 'node_modules'), { recursive: true, encoding: 'utf8' })
      .filter((name) => path.basename(name) === 'package.json')
      .map((name) => JSON.parse(fs.readFileSync(path.join(project, 'node_modules', name), 'utf8')).name);
    for (const heavy of ['ai', 'next', 'react', 'prisma', '@prisma/client', 'pg', 'esbuild'])
      expect(names).not.toContain(heavy);
    expect(sizeOf(path.join(project, 'node_modules')) / 2 ** 20).toBeLessThan(MAX_MB);
  });

  it('holds what it needs and nothing else: no tests, logs, source maps, scripts or paths of this machine', () => {
    const files = filesIn(installed).map((file) => path.relative(installed, file));
    const unexpected = files.filter(
      (file) => !/^(LICENSE|README\.md|package\.json|dist\/.*\.js|types\/.*\.d\.ts)$/.test(file),
    );
    expect(unexpected).toEqual([]);
    const mentions = files.filter((file) => fs.readFileSync(path.join(installed, file), 'utf8').includes(ROOT));
    expect(mentions).toEqual([]);
  });

  it('declares the versions that this checkout pins, and no install script', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8'));
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    expect(manifest.scripts).toBeUndefined();
    expect(manifest).toMatchObject({
      name: 'a3m-router',
      license: 'MIT',
      type: 'module',
      engines: { node: '>=20.19' },
    });
    expect(Object.keys(manifest.dependencies)).toEqual([
      '@ai-sdk/anthropic',
      '@ai-sdk/google',
      '@ai-sdk/provider',
      'undici',
      'zod',
    ]);
    expect(dependencies).toMatchObject(manifest.dependencies);
  });
});

describe('the library in an empty project', () => {
  it('runs the snippets of the article', async () => {
    fs.writeFileSync(path.join(project, 'app.mjs'), ARTICLE);
    const { stdout } = await succeed(process.execPath, ['app.mjs']);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
      category: 'code',
      hasCost: true,
      stats: ['totalCost', 'requests', 'costByProvider', 'costByCategory', 'savings', 'avgLatency'],
      remembered: 1,
      complex: 'reasoning',
      streamed: true,
      agreement: 1,
      refusal: expect.stringContaining('Did you mean "priorityOrder"?'),
    });
  });
});

describe('the CLI in an empty project', () => {
  const cli = (args: string[], input: string | null = '') =>
    run(process.execPath, [path.join(installed, 'dist/cli.js'), ...args], project, input);

  it('routes a prompt with npx, without keys, a server or a database', async () => {
    const { code, stdout } = await run('npx', ['--no-install', 'a3m-router', 'route', 'What is 12 * 7?', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ output: expect.stringContaining('84'), provider: 'sandbox' });
  });

  it('classifies lines, counts, compares and lists models', async () => {
    const line = JSON.stringify({ id: 1, prompt: 'Write a haiku about debugging' });
    const [classified, counted, compared, listed] = await Promise.all([
      cli(['classify', '--jsonl'], `${line}\n`),
      cli(['count', 'Hello world', '--json']),
      cli(['compare', 'Hello', '--models', 'tern-small,heron-large', '--json']),
      cli(['models', '--json']),
    ]);
    expect(JSON.parse(classified.stdout)).toMatchObject({ id: 1, category: 'creative' });
    expect(JSON.parse(counted.stdout)).toMatchObject({ tokens: 3 });
    expect(JSON.parse(compared.stdout).results).toHaveLength(2);
    expect(JSON.parse(listed.stdout).models).toHaveLength(6);
  });

  it.each(['key', 'cost', 'budget', 'rollups', 'serve'])('explains where %s runs, and exits with 1', async (name) => {
    const { code, stdout, stderr } = await cli([name]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`Run it from a checkout of the server: bin/a3m-router.mjs ${name}.`);
  });

  it('exits with 2 on wrong usage, also while its input stays open', async () => {
    expect((await cli(['fly'], null)).code).toBe(2);
    expect((await cli(['classify'], null)).code).toBe(2);
  });
});

describe('TypeScript in the documents', () => {
  const DOCUMENTS = ['README.md', 'docs/library.md', 'docs/package-readme.md'];
  const NODENEXT = { module: 'nodenext' };
  const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' };

  beforeAll(() => {
    // What a reader of the documents installs next to the package.
    for (const name of ['ai', 'openai', '@types/node']) {
      const link = path.join(project, 'node_modules', name);
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(path.join(ROOT, 'node_modules', name), link, 'junction');
    }
    for (const document of DOCUMENTS) writeSnippets(document);
  });

  it.each<[string, object]>([
    ['nodenext', { ...NODENEXT, lib: ['es2022'] }],
    ['nodenext with DOM', { ...NODENEXT, lib: ['es2023', 'dom', 'dom.iterable'] }],
    ['bundler', { ...BUNDLER, lib: ['es2022'] }],
    ['bundler with DOM', { ...BUNDLER, lib: ['es2023', 'dom', 'dom.iterable'] }],
  ])('compiles under %s', async (_name, options) => {
    expect(await typeErrors({ ...options, skipLibCheck: true })).toEqual([]);
  });

  it.each<[string, object]>([
    ['nodenext', NODENEXT],
    ['bundler', BUNDLER],
  ])('meets no error in the types of the package itself under %s without skipLibCheck', async (_name, options) => {
    const errors = await typeErrors({ ...options, lib: ['es2022'], skipLibCheck: false }, ['snippets/library-0.ts']);
    expect(errors.filter((line) => !/node_modules\/(?!a3m-router\/)/.test(line))).toEqual([]);
  });

  /** Each fence becomes a module. One that uses a router from an earlier fence gets a router. */
  function writeSnippets(document: string): void {
    const text = fs.readFileSync(path.join(ROOT, document), 'utf8');
    const fences = [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
    expect(fences.length, document).toBeGreaterThan(0);
    const folder = path.join(project, 'snippets');
    fs.mkdirSync(folder, { recursive: true });
    for (const [i, code] of fences.entries()) {
      const needsRouter = /\brouter\./.test(code) && !/\bconst router\b/.test(code);
      const prelude = needsRouter
        ? "import { createA3MRouter } from 'a3m-router';\nconst router = createA3MRouter();\n"
        : '';
      fs.writeFileSync(
        path.join(folder, `${path.basename(document, '.md')}-${i}.ts`),
        `${prelude}${code}\nexport {};\n`,
      );
    }
  }

  async function typeErrors(options: object, include = ['snippets']): Promise<string[]> {
    const file = path.join(project, 'tsconfig.json');
    const compilerOptions = { strict: true, noEmit: true, target: 'es2022', types: ['node'], ...options };
    fs.writeFileSync(file, JSON.stringify({ compilerOptions, include }));
    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const { code, stdout } = await run(process.execPath, [tsc, '-p', file, '--pretty', 'false']);
    const errors = stdout.split('\n').filter((line) => line.includes('error TS'));
    if (code !== 0 && errors.length === 0) throw new Error(stdout);
    return errors;
  }
});

const ARTICLE = `
import { createA3MRouter } from 'a3m-router';

const router = createA3MRouter({ memory: true, costBudget: 0.05 });
const result = await router.route({
  prompt: 'Write a function to sort an array',
  context: { type: 'coding', language: 'python' },
});
const { output, provider, cost, latency, tokens } = result;

const learning = createA3MRouter({ memory: true, memoryPath: './memory/router.json', learningRate: 0.1 });
const { requestId } = await learning.route({ prompt: 'What is 2 + 2?' });
await learning.feedback(requestId, 'up');
await learning.close();
const again = createA3MRouter({ memoryPath: './memory/router.json' });
const remembered = again.getStats().requests;
await again.close();

const custom = createA3MRouter({
  priorityOrder: ['cerebras', 'groq', 'openai', 'anthropic'],
  categoryMap: { simple: ['groq'], code: ['cerebras'], creative: 'anthropic', multilingual: 'google', complex: ['openai'] },
  circuitBreaker: { failureThreshold: 3, resetTimeout: 60000, halfOpenRequests: 1 },
});
const { category: complex } = await custom.decide({ prompt: 'Prove it.', context: { type: 'complex' } });
await custom.close();

let text = '';
const stream = await router.route({ prompt: 'Explain quantum computing', stream: true });
for await (const chunk of stream) text += chunk.text;

const { consensus } = await router.route({ prompt: 'What is 12 * 7?', parallel: 3, consensus: true });

let refusal = '';
try {
  createA3MRouter({ priorityOrdr: [] });
} catch (error) {
  refusal = error.message;
}

const stats = router.getStats();
await router.close();
console.log(output, provider, latency, tokens);
console.log(
  JSON.stringify({
    category: result.category,
    hasCost: cost > 0,
    stats: Object.keys(stats),
    remembered,
    complex,
    streamed: text.length > 0,
    agreement: consensus.agreement,
    refusal,
  }),
);
`;

async function succeed(command: string, args: string[], cwd = project): Promise<Result> {
  const result = await run(command, args, cwd);
  if (result.code !== 0) throw new Error(`${command} ${args.join(' ')} failed.\n${result.stdout}\n${result.stderr}`);
  return result;
}

/** `input` null: standard input stays open. */
function run(command: string, args: string[], cwd = project, input: string | null = ''): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd, env: environment(), maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
    if (input !== null) child.stdin?.end(input);
  });
}

/** Without provider keys and without the variables that npm sets for its scripts. */
function environment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|INIT_CWD|NODE_ENV|VITEST|A3M_)|_API_KEY$|_BASE_URL$/.test(name),
  );
  return { ...Object.fromEntries(entries), NODE_ENV: 'production' };
}

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile());
}

function sizeOf(folder: string): number {
  return filesIn(folder).reduce((sum, file) => sum + fs.statSync(file).size, 0);
}
