/**
 * Converts nano-dollars from bigint to numbers, which are exact up to nine million dollars. Throws `RangeError` above
 * that instead of rounding silently.
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
