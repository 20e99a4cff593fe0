/** Canonical JSON with sorted keys; null when the text is not JSON. */
export function canonicalJson(text: string): string | null {
  try {
    return JSON.stringify(sortKeys(JSON.parse(stripCodeFence(text))));
  } catch {
    return null;
  }
}

/** Some models wrap JSON in a code block despite instructions. */
function stripCodeFence(text: string): string {
  const whole = text.trim();
  if (!whole.startsWith('```') || !whole.endsWith('```')) return text;
  return whole.slice(whole.indexOf('\n') + 1, -'```'.length);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}
