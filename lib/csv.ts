/** Text that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** Money in nano-dollars, written as dollars with all digits. */
export interface Money {
  nanoUsd: number | bigint;
}

export type Cell = string | number | Date | Money | null;

/**
 * One line of CSV (RFC 4180). Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers and money
 * stay numbers.
 */
export function csvLine(cells: Cell[]): string {
  return `${cells.map(toField).join(',')}\r\n`;
}

/** A money cell; empty when unknown. */
export function money(nanoUsd: number | bigint | null): Money | null {
  return nanoUsd === null ? null : { nanoUsd };
}

function toField(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return exactUsd(cell.nanoUsd);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Dollars with nine decimals, from the digits, because division would round. */
export function exactUsd(nanoUsd: number | bigint): string {
  const nano = BigInt(nanoUsd);
  const digits = String(nano < 0n ? -nano : nano).padStart(10, '0');
  return `${nano < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}
