/** PostgreSQL's text holds neither a NUL nor half a pair of surrogates, though JSON and JavaScript hold both. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** A text as PostgreSQL takes it: what it cannot hold becomes U+FFFD. */
export function storableText(text: string): string {
  return isStorable(text) ? text : text.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** An escaped backslash, so that what follows it is not taken for an escape; a NUL; half a pair of surrogates. */
const ESCAPES = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** A value as JSON that PostgreSQL takes: what it cannot hold, in keys and texts alike, becomes U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // `JSON.stringify` writes exactly those characters as escapes of this form.
  if (!json.includes('\\u')) return json;
  return json.replace(ESCAPES, (found) => (found === '\\\\' ? found : '\\ufffd'));
}
