import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');

/** From the top down: a file may import from its own layer and from those below it. */
const LAYERS: { layer: string; pattern: RegExp }[] = [
  { layer: 'entry points', pattern: /^(app|server|cli)\// },
  { layer: 'components', pattern: /^components\// },
  { layer: 'services', pattern: /^lib\/services\// },
  { layer: 'auth', pattern: /^lib\/auth\// },
  { layer: 'gateway', pattern: /^lib\/gateway\// },
  { layer: 'runtime', pattern: /^lib\/runtime\// },
  { layer: 'db', pattern: /^lib\/db\// },
  { layer: 'library', pattern: /^lib\/(library|file-store)\.ts$/ },
  { layer: 'foundation', pattern: /^lib\/[^/]+\.ts$/ },
  { layer: 'providers', pattern: /^lib\/providers\// },
  { layer: 'engine', pattern: /^lib\/engine\// },
];

/** Source files in one folder, tests aside: above this it holds two ideas. */
const MAX_FILES_IN_A_FOLDER = 25;

/** The packages a layer may use; absent means any. */
const PACKAGES: Record<string, RegExp> = {
  engine: /^$/,
  providers: /^(@ai-sdk\/|undici$|zod$|node:)/,
  components:
    /^(react|react-dom|next|next-auth\/react|ai|lucide-react|radix-ui|recharts|react-markdown|remark-gfm|rehype-highlight|remark-math|rehype-katex|katex|diff|csv-parse)(\/|$)/,
};

interface Import {
  from: string;
  to: string;
  isTypeOnly: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s+)?(?:([\s\S]*?)\s+from\s+)?'([^']+)';/gm;

const files = ['lib', 'app', 'components', 'server', 'cli'].flatMap((folder) => sourcesIn(path.join(ROOT, folder)));
const imports = files.flatMap(importsOf);

function sourcesIn(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sourcesIn(full);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name) ? [path.relative(ROOT, full)] : [];
  });
}

function read(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), 'utf8');
}

function importsOf(file: string): Import[] {
  return [...read(file).matchAll(IMPORT)].map(([, type, names = '', target = '']) => ({
    from: file,
    to: resolve(file, target),
    isTypeOnly: Boolean(type) || onlyTypes(names),
  }));
}

function onlyTypes(names: string): boolean {
  const inBraces = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  return inBraces?.split(',').every((name) => !name.trim() || name.trim().startsWith('type ')) ?? false;
}

function resolve(file: string, target: string): string {
  const local = target.startsWith('@/')
    ? path.join(ROOT, target.slice(2))
    : target.startsWith('.')
      ? path.resolve(ROOT, path.dirname(file), target)
      : null;
  if (!local) return target;
  const found = ['', '.ts', '.tsx', '/index.ts', '.css']
    .map((ending) => local + ending)
    .find((name) => fs.existsSync(name) && fs.statSync(name).isFile());
  return path.relative(ROOT, found ?? local);
}

const layerOf = (file: string) => LAYERS.findIndex(({ pattern }) => pattern.test(file));

describe('the architecture', () => {
  it('finds its files and their imports', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(400);
  });

  it('lets imports go down the layers only', () => {
    const wrong = imports.filter(({ from, to }) => layerOf(to) >= 0 && layerOf(to) < layerOf(from));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('keeps entry points apart: only pages import pages, and the server and the CLI import neither', () => {
    const wrong = imports.filter(({ from, to }) => {
      const isPageCode = to.startsWith('app/') && !to.startsWith('app/api/');
      if (from.startsWith('app/api/')) return isPageCode;
      if (from.startsWith('app/')) return /^(server|cli)\//.test(to);
      return /^(app|components|server|cli)\//.test(to) && from.split('/')[0] !== to.split('/')[0];
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('takes no value from a component outside of pages', () => {
    const isServerCode = (file: string) =>
      /^(app\/api|server|cli|lib)\//.test(file) || /^'use server'/.test(read(file));
    const wrong = imports.filter(
      ({ from, to, isTypeOnly }) => isServerCode(from) && to.startsWith('components/') && !isTypeOnly,
    );
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('keeps folders small', () => {
    const counts = new Map<string, number>();
    for (const file of files) counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > MAX_FILES_IN_A_FOLDER)).toEqual([]);
  });

  it('keeps each layer to its own packages', () => {
    const isPackage = (target: string) =>
      !files.includes(target) && !/\.(css|d\.ts)$/.test(target) && !target.startsWith('lib/db/generated');
    const wrong = imports.filter(({ from, to }) => {
      const allowed = PACKAGES[LAYERS[layerOf(from)]?.layer ?? ''];
      return allowed && isPackage(to) && !allowed.test(to);
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('gives components only types from lib, except formats and time ranges', () => {
    const values = /^lib\/(format|time-range)\.ts$/;
    const wrong = imports.filter(
      ({ from, to, isTypeOnly }) =>
        from.startsWith('components/') && to.startsWith('lib/') && !isTypeOnly && !values.test(to),
    );
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('keeps Prisma’s types inside lib/db', () => {
    const wrong = imports.filter(({ from, to }) => /generated|@prisma/.test(to) && !from.startsWith('lib/db/'));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('reads the environment in one place', () => {
    expect(files.filter((file) => read(file).includes('process.env') && file !== 'lib/env.ts')).toEqual([]);
  });

  it('guards every page, route and action', () => {
    // Entry points that must be open without a session; each file says why.
    const open = new Set([
      'app/(auth)/join/page.tsx',
      'app/(auth)/login/page.tsx',
      'app/(auth)/setup/page.tsx',
      'app/api/auth/[...nextauth]/route.ts',
      'app/api/health/route.ts',
    ]);
    const isEntryPoint = (file: string) => file.startsWith('app/') && /\/(page\.tsx|route\.ts)$/.test(file);
    const entryPoints = files.filter((file) => isEntryPoint(file) || /^'use server'/.test(read(file)));
    const unguarded = entryPoints.filter(
      (file) => !open.has(file) && !/\b(pageCaller|withCaller|callerAction|setupAction)\(/.test(read(file)),
    );
    expect(entryPoints.length).toBeGreaterThan(10);
    expect(unguarded).toEqual([]);
  });

  it('exports nothing unguarded from an action file', () => {
    const actions = files.filter((file) => /^'use server'/.test(read(file)));
    const wrong = actions.flatMap((file) =>
      [...read(file).matchAll(/^export (?!const \w+ = (callerAction|setupAction)\().*$/gm)].map(
        ([line]) => `${file}: ${line}`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(cyclesIn(graphOf((edge) => !edge.isTypeOnly))).toEqual([]);
  });

  it('has no import cycles through types either', () => {
    expect(cyclesIn(graphOf(() => true))).toEqual([]);
  });
});

function graphOf(includes: (edge: Import) => boolean): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const edge of imports)
    if (includes(edge) && files.includes(edge.to)) graph.set(edge.from, [...(graph.get(edge.from) ?? []), edge.to]);
  return graph;
}

function cyclesIn(graph: Map<string, string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, trail: string[]) => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}
