/**
 * Nano-dollars leave the database as bigint and live in the app as whole numbers, exact up to nine million dollars.
 * Throws `RangeError` beyond, rather than round silently.
 */
export function toNanoUsd(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`${value} nano-dollars is more than a number can hold exactly.`);
  return number;
}

export function toNanoUsdOrNull(value: bigint | null): number | null {
  return value === null ? null : toNanoUsd(value);
}
