export const MAX_DAYS = 36_500;

/** Days as somebody typed them: null for none, that is for ever; undefined when they are no number of days. */
export function daysOf(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const days = Number(trimmed);
  return /^\d+$/.test(trimmed) && days >= 1 && days <= MAX_DAYS ? days : undefined;
}
