#!/usr/bin/env node
/**
 * Finds words that do not belong in plain technical English, in tracked sources and documents, and prints them as
 * file:line with a plain alternative. `npm run verify` runs it; exit code 1 means that there are some.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');

const BE = '(?:is|are|was|were|be|been|being)';

/** By what they mean: a pattern, and what to write instead. */
const AVOIDED = [
  // People where a system acts
  ['wh(?:o|om)(?:so)?ever', 'any caller, anyone who'],
  ["nobody(?:['’]s)?", 'no one, no caller, no model'],
  ["somebody(?:['’]s)?", 'someone, another user'],
  ['doorm[ae]n', 'guard'],
  [`${BE} (?:not |also |only )?told`, 'receives, is notified'],
  [`${BE} (?:not |also |only )?said`, 'is reported, is stated'],
  // Time and repetition
  ['anew|afresh', 'again, recomputed'],
  ['for ever|evermore', 'forever'],
  ['hitherto|henceforth|heretofore|forthwith|thrice', 'until now, from now on, at once, three times'],
  ['(?:goes|go|gone|went|going) on(?! (?:the|a|an|top|to)\\b)', 'continue'],
  ['of before', 'previous'],
  // State
  ['in force', 'active, in effect'],
  [`${BE} no more(?=[.,;:)!?"'\`’—]| and\\b| or\\b| when\\b| but\\b|$)`, 'deleted, no longer exists'],
  ['(?:comes?|came|coming) to nothing', 'fails, has no effect'],
  ['(?:stands?|stood|standing) still', 'does not change, is not updating'],
  ['(?:in|out of) sight', 'visible, hidden'],
  // Actions
  ['let(?:s|ting)? go(?: of)?', 'release, drop, delete'],
  ['put(?:s|ting)? (?:it |them |all )?away', 'dismiss, archive'],
  ['mend(?:s|ed|ing)?', 'fix'],
  ['bur(?:y|ied|ies)', 'expire, delete'],
  ['hindrances?|hinder(?:s|ed)?', 'blocker, prevents'],
  ['harmed', 'affected'],
  // Preference and price
  ['wish(?:es|ed|ing)?', 'want, request, preference'],
  ['dear(?:er|est)', 'more expensive, most expensive'],
  ['thrift(?:y|ily)', 'low-cost'],
  // Archaic grammar
  ['shall', 'must, will'],
  ['lest|whilst|amongst|betwixt|perchance', 'so that … not, while, among, between, perhaps'],
  ['whence|thence|thereof|therein|wherein|wherefore', 'from which, of it, in which'],
  ['nought|naught|aught', 'nothing, anything'],
].map(([pattern, instead]) => [new RegExp(`\\b(?:${pattern.replaceAll(' ', '\\s+')})(?![\\w-])`, 'gim'), instead]);

/** Parts of declared names: a name is a noun or a verb of the field. */
const AVOIDED_IN_NAMES = new Set(
  'anew bury buried dearer dearest doorman doormen glance heard hindrance mend mended nobody outlook patience said somebody thrifty told veil whoever wish wished wishes'.split(
    ' ',
  ),
);
const DECLARATION = /\b(?:const|let|function|class|interface|type|enum)\s+([A-Za-z_$][\w$]*)/g;

const READ = /\.(?:ts|tsx|mjs|md)$/;
const SKIPPED = /^(?:tests|bench)\/|\.test\.tsx?$|\/generated\/|weights\.ts$|^scripts\/words\.mjs$/;
/** Their strings quote what people and models say; only their comments are read. */
const QUOTING = /^lib\/providers\/sandbox\/|^lib\/engine\/(?:features|classify|quality)\/|^scripts\/train\//;

const blank = (text) => text.replace(/[^\n]/g, ' ');

/** The text to read, with the rest blanked out so that every line keeps its number. */
function proseOf(file, text) {
  if (file.endsWith('.md'))
    return text
      .replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, blank)
      .replace(/`[^`\n]*`/g, blank)
      .replace(/\]\([^)]*\)/g, blank);
  const read = QUOTING.test(file) ? commentsOnly(text) : text;
  // An operating system's user, and names in code quotes, are not English. Comments continue on the next line.
  return read.replace(/'nobody'|`[\w.-]+`/g, blank).replace(/^\s*(?:\*|\/\/) ?/gm, blank);
}

function commentsOnly(text) {
  let at = 0;
  let out = '';
  for (const match of text.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm)) {
    out += blank(text.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return out;
}

/** What to reword in a text: `{ line, word, instead }`, by line. */
export function findAvoidedWords(file, text) {
  const prose = proseOf(file, text);
  const lineAt = (index) => text.slice(0, index).split('\n').length;
  const found = AVOIDED.flatMap(([pattern, instead]) =>
    [...prose.matchAll(pattern)].map((match) => ({
      line: lineAt(match.index),
      word: match[0].replace(/\s+/g, ' '),
      instead,
    })),
  );
  if (!file.endsWith('.md'))
    for (const { index, 1: name } of prose.matchAll(DECLARATION))
      if (name.split(/(?<=[a-z0-9])(?=[A-Z])|_/).some((part) => AVOIDED_IN_NAMES.has(part.toLowerCase())))
        found.push({ line: lineAt(index), word: name, instead: 'a noun or a verb of the field' });
  return found.sort((a, b) => a.line - b.line);
}

/** Every hit in the tracked files, as `file:line: …`. */
export function checkLanguage() {
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
  return files
    .filter((file) => READ.test(file) && !SKIPPED.test(file) && fs.existsSync(path.join(root, file)))
    .flatMap((file) =>
      findAvoidedWords(file, fs.readFileSync(path.join(root, file), 'utf8')).map(
        ({ line, word, instead }) => `${file}:${line}: “${word}”: write ${instead}`,
      ),
    );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const hits = checkLanguage();
  for (const hit of hits) console.log(hit);
  if (hits.length > 0) console.error(`${hits.length} words to replace. CONTRIBUTING.md says how we write.`);
  process.exitCode = hits.length > 0 ? 1 : 0;
}
