/** A value as JSON in one spelling: keys in the alphabet's order. Null for a text that is no JSON. */
export function canonicalJson(text: string): string | null {
  try {
    return JSON.stringify(inOrder(JSON.parse(unfenced(text))));
  } catch {
    return null;
  }
}

/** Some models put JSON into a code block however they were asked. */
function unfenced(text: string): string {
  const whole = text.trim();
  if (!whole.startsWith('```') || !whole.endsWith('```')) return text;
  return whole.slice(whole.indexOf('\n') + 1, -'```'.length);
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  );
}
