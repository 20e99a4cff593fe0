import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file && fs.existsSync(path.join(ROOT, file)));
const DOCUMENTS = FILES.filter((file) => file.endsWith('.md'));
const SOURCES = FILES.filter((file) => /\.(ts|tsx|mjs|css|prisma|sql)$/.test(file));
const TOP = new Set(FILES.map((file) => file.split('/')[0]));
/** Made by the build or at run time. */
const GENERATED = /^(dist|\.next|\.data|lib\/db\/generated)(\/|$)/;

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const withoutCode = (text: string) => text.replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, '');

/** A file or folder of the repository. */
function exists(file: string): boolean {
  return GENERATED.test(file) || FILES.some((one) => one === file || one.startsWith(`${file.replace(/\/$/, '')}/`));
}

/** GitHub's anchors: lower case, punctuation dropped, spaces to hyphens, repeated ones numbered. */
function anchorsIn(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCode(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
    const slug = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let i = 1; anchors.has(anchor); i++) anchor = `${slug}-${i}`;
    anchors.add(anchor);
  }
  for (const [, id = ''] of text.matchAll(/<[^>]+\bid="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

interface Link {
  from: string;
  target: string;
}

function linksIn(from: string): Link[] {
  const text = withoutCode(read(from)).replace(/`[^`\n]*`/g, '');
  const targets = [
    ...text.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g),
    ...text.matchAll(/^\[[^\]]+\]: *(\S+)/gm),
    ...text.matchAll(/<(?:a|img|source)[^>]* (?:href|src|srcset)="([^"]+)"/g),
  ];
  return targets.flatMap(([, target = '']) => (/^[a-z][a-z+.-]*:/i.test(target) ? [] : [{ from, target }]));
}

function isBroken({ from, target }: Link): boolean {
  const [file = '', anchor] = target.split('#');
  const to = file === '' ? from : path.posix.join(path.posix.dirname(from), decodeURI(file));
  if (!exists(to)) return true;
  return anchor !== undefined && to.endsWith('.md') && !anchorsIn(read(to)).has(anchor);
}

/** `lib/engine/index.ts`, `docs/`, `lib/db/*.ts`; a command, an option or a placeholder is none. */
function pathsIn(document: string): string[] {
  const spans = [...withoutCode(read(document)).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return spans
    .map((span) => span.replace(/:\d+(-\d+)?$/, ''))
    .filter((span) => /^[\w.@()[\]*{},/-]+$/.test(span) && span.includes('/') && TOP.has(span.split('/')[0] ?? ''));
}

/** A module may go without its extension. */
function matchesSomething(pattern: string): boolean {
  if (!/[*{]/.test(pattern)) return ['', '.ts', '.tsx', '.mjs'].some((extension) => exists(pattern + extension));
  const escaped = pattern.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\/$/, '/**');
  const source = escaped
    .replace(/\{([^}]*)\}/g, (_, options: string) => `(${options.replaceAll(',', '|')})`)
    .replace(/\*\*\/?|\*/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
  return FILES.some((file) => new RegExp(`^${source}(/|$)`).test(file));
}

/** Comments only: a string may hold the name of anyone's file. */
function commentsIn(file: string): string[] {
  const text = read(file);
  if (/\.(prisma|sql)$/.test(file)) return text.match(/^\s*(?:--|\/\/).*$/gm) ?? [];
  return text.match(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm) ?? [];
}

/** `docs/money.md`, or a comment's opening `MONEY: …`, which refers to a document too. */
function documentsIn(comment: string): string[] {
  const paths = comment.match(/(?<![\w/.:-])[\w./-]+\.md\b/g) ?? [];
  const title = /^(?:\/\*\*?|\/\/)\s*(?!JSON)([A-Z]{4,}): /.exec(comment)?.[1];
  return title ? [...paths, `${title}.md`] : paths;
}

describe('the documents', () => {
  it('have no broken links, also to headings', () => {
    const broken = DOCUMENTS.flatMap(linksIn).filter(isBroken);
    expect(broken.map(({ from, target }) => `${from}: ${target}`)).toEqual([]);
  });

  it('name files and folders that exist', () => {
    const missing = DOCUMENTS.flatMap((from) =>
      pathsIn(from)
        .filter((span) => !matchesSomething(span))
        .map((span) => `${from}: ${span}`),
    );
    expect(missing).toEqual([]);
  });

  it('are in the repository when a comment cites them', () => {
    const missing = SOURCES.flatMap((file) =>
      commentsIn(file)
        .flatMap(documentsIn)
        .filter((name) => ![name, path.posix.join(path.posix.dirname(file), name)].some(exists))
        .map((name) => `${file}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
