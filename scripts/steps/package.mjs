import fs from 'node:fs';
import path from 'node:path';
import { bundleOptions } from './build.mjs';
import { SetupError, step } from './console.mjs';
import { root } from './paths.mjs';
import { run } from './process.mjs';

const folder = path.join(root, 'dist/package');
const DEPENDENCIES = ['@ai-sdk/anthropic', '@ai-sdk/google', '@ai-sdk/provider', 'undici', 'zod'];

/** Builds the npm package in dist/package and packs it. Resolves to the path of the .tgz. */
export async function buildPackage() {
  fs.rmSync(folder, { recursive: true, force: true });
  const { inputs, imports } = await bundlePackage();
  checkImports(imports, inputs);
  step('library and CLI bundled');
  await emitTypes();
  step('types emitted');
  writeManifest();
  fs.copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  fs.copyFileSync(path.join(root, 'docs/package-readme.md'), path.join(folder, 'README.md'));
  const packed = await pack();
  step('package packed');
  return packed;
}

async function bundlePackage() {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    ...bundleOptions(),
    entryPoints: { index: 'lib/library.ts', cli: 'cli/package.ts' },
    outdir: 'dist/package/dist',
    outExtension: { '.js': '.js' },
    sourcemap: false,
    metafile: true,
  });
  fs.chmodSync(path.join(folder, 'dist/cli.js'), 0o755);
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return {
    inputs: Object.keys(metafile.inputs),
    imports: imports.filter(({ external }) => external).map((one) => one.path),
  };
}

/** A package that is imported but not declared would only work in this checkout. */
function checkImports(imports, inputs) {
  const undeclared = imports.filter((name) => !name.startsWith('node:') && !DEPENDENCIES.includes(name));
  if (undeclared.length > 0)
    throw new SetupError(`The package imports ${undeclared.join(', ')}, which it does not declare.`);
  const database = inputs.filter((file) => file.startsWith('lib/db/'));
  if (database.length > 0) throw new SetupError(`The package contains database code: ${database.join(', ')}.`);
}

async function emitTypes() {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', 'tsconfig.package.json'], { what: 'tsc' });
  const types = path.join(folder, 'types');
  const reached = reachableTypes(path.join(types, 'library.d.ts'));
  for (const name of fs.readdirSync(types, { recursive: true })) {
    const file = path.join(types, name);
    if (fs.statSync(file).isFile() && !reached.has(file)) fs.rmSync(file);
  }
  for (const file of reached)
    fs.writeFileSync(
      file,
      fs.readFileSync(file, 'utf8').replace(RELATIVE_IMPORT, (...found) => withExtension(file, found)),
    );
}

/** `from './x'` or `import('./x')`. */
const RELATIVE_IMPORT = /(from |import\()(['"])(\.[^'"]*)\2/g;

/** The sources import without extensions, which `nodenext` does not resolve. */
function withExtension(file, [, before, quote, target]) {
  const relative = path.relative(path.dirname(file), declarationFor(file, target)).split(path.sep).join('/');
  const specifier = relative.startsWith('.') ? relative : `./${relative}`;
  return `${before}${quote}${specifier.replace(/\.d\.ts$/, '.js')}${quote}`;
}

function declarationFor(file, target) {
  const base = path.resolve(path.dirname(file), target);
  const found = [`${base}.d.ts`, path.join(base, 'index.d.ts')].find((candidate) => fs.existsSync(candidate));
  if (!found) throw new SetupError(`${path.relative(folder, file)} imports ${target}, which has no types.`);
  return found;
}

/** What the public types need; the compiler also writes those of the implementation. */
function reachableTypes(entry) {
  const reached = new Set();
  const queue = [entry];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const [, , , target] of fs.readFileSync(file, 'utf8').matchAll(RELATIVE_IMPORT))
      queue.push(declarationFor(file, target));
  }
  return reached;
}

function writeManifest() {
  const project = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { name, version, license, repository, keywords, engines, dependencies } = project;
  const manifest = {
    name,
    version,
    description:
      'LLM router as a library and a CLI: sends each prompt to the cheapest model that answers it well, falls back when a provider fails, and reports the cost. No server, no database.',
    license,
    repository,
    keywords,
    type: 'module',
    engines,
    bin: { [name]: 'dist/cli.js' },
    exports: {
      '.': { types: './types/library.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    types: './types/library.d.ts',
    files: ['dist', 'types'],
    dependencies: Object.fromEntries(DEPENDENCIES.map((dependency) => [dependency, dependencies[dependency]])),
  };
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function pack() {
  const args = ['pack', folder, '--json', '--ignore-scripts', '--pack-destination', path.join(root, 'dist')];
  const output = await run('npm', args, { what: 'npm pack', shell: process.platform === 'win32' });
  const [{ filename }] = Object.values(JSON.parse(output));
  return path.join(root, 'dist', filename);
}
