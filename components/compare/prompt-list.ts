import { parse } from 'csv-parse/browser/esm/sync';

export const MOST_PROMPTS = 200;
export const LONGEST_PROMPT = 100_000;
/** As they are sent; the server takes a little more. */
const MOST_MEGABYTES = 8;

export type PromptList = { prompts: string[]; problem: null } | { prompts: []; problem: string };

/**
 * Prompts as pasted: blocks between blank lines where there is a blank line, one a line otherwise.
 */
export function promptsFrom(text: string): PromptList {
  const lines = text.replace(/\r\n?/g, '\n').trim();
  const pieces = /\n[ \t]*\n/.test(lines) ? lines.split(/\n[ \t]*\n+/) : lines.split('\n');
  return checked(pieces);
}

/** A table that was read from CSV. */
export interface Table {
  /** Names of the columns. */
  names: string[];
  rows: string[][];
}

/** Reads CSV (RFC 4180; comma, semicolon or tab). Throws nothing: what is wrong comes back in words. */
export function tableFrom(csv: string): { table: Table; problem: null } | { table: null; problem: string } {
  try {
    const records: string[][] = parse(csv, {
      bom: true,
      delimiter: delimiterOf(csv),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 4 * LONGEST_PROMPT,
    });
    const [names = [], ...rows] = records;
    if (rows.length === 0) return { table: null, problem: 'The file has no rows under its heads.' };
    return { table: { names: names.map((name, i) => name.trim() || `Column ${i + 1}`), rows }, problem: null };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ') : '';
    return { table: null, problem: `This is not CSV that can be read. ${why}` };
  }
}

/** The prompts of one column of a table. */
export function promptsOf({ rows }: Table, column: number): PromptList {
  return checked(rows.map((row) => row[column] ?? ''));
}

/** The column that most likely holds prompts: by its name, else the one with the longest texts. */
export function likelyColumn({ names, rows }: Table): number {
  const named = names.findIndex((name) => /^(prompt|question|input|text|query)s?$/i.test(name));
  if (named !== -1) return named;
  const lengths = names.map((_, i) => rows.reduce((sum, row) => sum + (row[i]?.length ?? 0), 0));
  return lengths.indexOf(Math.max(...lengths));
}

function checked(pieces: string[]): PromptList {
  const prompts = pieces.map((piece) => piece.trim()).filter(Boolean);
  if (prompts.length === 0) return { prompts: [], problem: 'There is no prompt yet.' };
  if (prompts.length > MOST_PROMPTS)
    return {
      prompts: [],
      problem: `These are ${prompts.length.toLocaleString('en-US')} prompts; a set has ${MOST_PROMPTS} at most. Leave some out.`,
    };
  const long = prompts.findIndex(({ length }) => length > LONGEST_PROMPT);
  if (long !== -1) return { prompts: [], problem: `Prompt ${long + 1} is longer than 100,000 characters. Shorten it.` };
  const megabytes = new TextEncoder().encode(JSON.stringify(prompts)).length / 1024 ** 2;
  if (megabytes > MOST_MEGABYTES)
    return {
      prompts: [],
      problem: `These prompts are ${megabytes.toFixed(1)} MB; a set has ${MOST_MEGABYTES} MB at most. Leave some out.`,
    };
  return { prompts, problem: null };
}

/** Whichever stands most often in the first line, outside of quotes. */
function delimiterOf(csv: string): string {
  const head = (csv.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((mark) => [mark, head.split(mark).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
