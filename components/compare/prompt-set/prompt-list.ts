import { parse } from 'csv-parse/browser/esm/sync';

export const MOST_PROMPTS = 200;
export const LONGEST_PROMPT = 100_000;
/** Measured as sent; the server accepts a little more. */
const MOST_MEGABYTES = 8;

export type PromptList = { prompts: string[]; problem: null } | { prompts: []; problem: string };

/** Splits pasted prompts: at blank lines if there are any, otherwise one per line. */
export function parsePromptLines(text: string): PromptList {
  const lines = text.replace(/\r\n?/g, '\n').trim();
  const pieces = /\n[ \t]*\n/.test(lines) ? lines.split(/\n[ \t]*\n+/) : lines.split('\n');
  return validatePrompts(pieces);
}

/** A parsed CSV. */
export interface Table {
  /** Names of the columns. */
  names: string[];
  rows: string[][];
}

export type TableResult = { table: Table; problem: null } | { table: null; problem: string };

/** Decodes a file as UTF-8, or as Windows-1252, which spreadsheets on Windows write. */
export function decodeText(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Parses CSV (RFC 4180; comma, semicolon or tab). Without a delimiter in the first line it is one column, whose
 * values may contain them. Never throws: a problem is returned as a sentence.
 */
export function parseTable(csv: string, isNamed = hasHeaderRow(csv)): TableResult {
  try {
    const mark = detectDelimiter(csv);
    const records: string[][] = parse(csv, {
      bom: true,
      delimiter: mark ?? NO_DELIMITER,
      relax_quotes: mark === null,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 4 * LONGEST_PROMPT,
    });
    const width = records[0]?.length ?? 0;
    const long = records.findIndex((cells) => cells.slice(width).some((cell) => cell.trim()));
    if (long !== -1) return { table: null, problem: extraColumnsMessage(long + 1, records[long]?.length ?? 0, width) };
    const rows = isNamed ? records.slice(1) : records;
    if (rows.length === 0) return { table: null, problem: 'The file has no rows below the column names.' };
    const names = Array.from({ length: width }, (_, i) => (isNamed && records[0]?.[i]?.trim()) || `Column ${i + 1}`);
    return { table: { names, rows }, problem: null };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ') : '';
    return { table: null, problem: `Could not read the file as CSV. ${why}` };
  }
}

const LONGEST_NAME = 40;

/** Guesses whether the first line has column names: not if it is a single value that reads like a prompt. */
export function hasHeaderRow(csv: string): boolean {
  if (detectDelimiter(csv) !== null) return true;
  const head = firstLineOf(csv)
    .trim()
    .replace(/^"(.*)"$/, '$1');
  return head.length <= LONGEST_NAME && !/\s|\p{P}$/u.test(head);
}

function extraColumnsMessage(row: number, cells: number, width: number): string {
  return `Row ${row} has ${cells} columns, but the first line has ${width}. Put quotes around values that contain the delimiter.`;
}

/** The prompts in one column of a table. */
export function promptsInColumn({ rows }: Table, column: number): PromptList {
  return validatePrompts(rows.map((row) => row[column] ?? ''));
}

/** The column that most likely has the prompts: by its name, otherwise the one with the longest values. */
export function guessPromptColumn({ names, rows }: Table): number {
  const named = names.findIndex((name) => /^(prompt|question|input|text|query)s?$/i.test(name));
  if (named !== -1) return named;
  const lengths = names.map((_, i) => rows.reduce((sum, row) => sum + (row[i]?.length ?? 0), 0));
  return lengths.indexOf(Math.max(...lengths));
}

function validatePrompts(pieces: string[]): PromptList {
  const prompts = pieces.map((piece) => piece.trim()).filter(Boolean);
  if (prompts.length === 0) return { prompts: [], problem: 'Enter at least one prompt.' };
  if (prompts.length > MOST_PROMPTS)
    return {
      prompts: [],
      problem: `${prompts.length.toLocaleString('en-US')} prompts: a set can have at most ${MOST_PROMPTS}. Remove some.`,
    };
  const long = prompts.findIndex(({ length }) => length > LONGEST_PROMPT);
  if (long !== -1) return { prompts: [], problem: `Prompt ${long + 1} is longer than 100,000 characters. Shorten it.` };
  const megabytes = new TextEncoder().encode(JSON.stringify(prompts)).length / 1024 ** 2;
  if (megabytes > MOST_MEGABYTES)
    return {
      prompts: [],
      problem: `These prompts are ${megabytes.toFixed(1)} MB: a set can have at most ${MOST_MEGABYTES} MB. Remove some.`,
    };
  return { prompts, problem: null };
}

/** A character that no text contains. */
const NO_DELIMITER = '\u001F';

/** The delimiter: the most frequent one in the first line, outside quotes. Null for a single column. */
function detectDelimiter(csv: string): string | null {
  const head = firstLineOf(csv).replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: head.split(mark).length - 1 }));
  const most = counts.reduce((best, one) => (one.count > best.count ? one : best));
  return most.count > 0 ? most.mark : null;
}

function firstLineOf(csv: string): string {
  return csv.replace(/^[\uFEFF\r\n]+/, '').split(/\r?\n/, 1)[0] ?? '';
}
