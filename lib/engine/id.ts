const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TIME_LENGTH = 8;
const RANDOM_LENGTH = 14;

export type IdPrefix =
  | 'req'
  | 'att'
  | 'key'
  | 'usr'
  | 'team'
  | 'conv'
  | 'msg'
  | 'fb'
  | 'proc'
  | 'bud'
  | 'prc'
  | 'alr'
  | 'preset'
  | 'cmp'
  | 'cpr'
  | 'vote'
  | 'shr'
  | 'file';

/**
 * Creates an id such as `req_0Vn3kZ…`: eight base-62 digits of time, so that ids sort by age, and fourteen random ones
 * (83 bits). `now` is in epoch ms.
 */
export function newId(prefix: IdPrefix, now: number = Date.now()): string {
  return `${prefix}_${timeDigits(now)}${randomDigits(RANDOM_LENGTH)}`;
}

/** The lower bound of all ids created from a time (epoch ms) on, in byte order. */
export function firstIdFrom(prefix: IdPrefix, at: number): string {
  return `${prefix}_${timeDigits(at)}`;
}

/** The creation time (epoch ms) of an id, or of a bound from `firstIdFrom`. */
export function timeOfId(id: string): number {
  const digits = id.slice(id.indexOf('_') + 1).slice(0, TIME_LENGTH);
  return [...digits].reduce((time, digit) => time * 62 + ALPHABET.indexOf(digit), 0);
}

function timeDigits(now: number): string {
  let rest = Math.floor(now);
  let digits = '';
  for (let i = 0; i < TIME_LENGTH; i++) {
    digits = ALPHABET[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** Cryptographically random base-62 digits, without modulo bias. */
export function randomDigits(length: number): string {
  let digits = '';
  while (digits.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length * 2))) {
      if (byte < 248 && digits.length < length) digits += ALPHABET[byte % 62];
    }
  }
  return digits;
}
