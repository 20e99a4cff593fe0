let known = { from: 0, until: 0, day: '' };

/** The day of a moment (epoch ms) in UTC, as `2026-11-22`: days compare as strings. Asked for every model of a decision. */
export function utcDay(at: number): string {
  if (at >= known.from && at < known.until) return known.day;
  const day = new Date(at).toISOString().slice(0, 10);
  const from = Date.parse(`${day}T00:00:00Z`);
  known = { from, until: from + DAY_MS, day };
  return day;
}

const DAY_MS = 24 * 3_600_000;
