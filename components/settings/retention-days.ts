export const MAX_DAYS = 36_500;

/** Parses a number of days: null when empty (keep forever), undefined when invalid. */
export function daysOf(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const days = Number(trimmed);
  return /^\d+$/.test(trimmed) && days >= 1 && days <= MAX_DAYS ? days : undefined;
}
