/** PostgreSQL text cannot contain NUL or a lone surrogate; JSON and JavaScript strings can. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** Replaces what PostgreSQL cannot store with U+FFFD. */
export function storableText(text: string): string {
  return isStorable(text) ? text : text.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** An escaped backslash (so that what follows it is not read as an escape), NUL, or a lone surrogate. */
const ESCAPES = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** A value as JSON for PostgreSQL: what it cannot store, in keys and strings, becomes U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // `JSON.stringify` writes exactly these characters as escapes.
  if (!json.includes('\\u')) return json;
  return json.replace(ESCAPES, (found) => (found === '\\\\' ? found : '\\ufffd'));
}
