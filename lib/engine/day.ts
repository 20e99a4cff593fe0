const HOUR_MS = 3_600_000;

let known = { from: 0, until: 0, hour: '' };

/**
 * The hour of a moment (epoch ms) in UTC, as `2026-11-22T13`: hours compare as strings, with each other and with days.
 * Asked for every model of a decision.
 */
export function utcHour(at: number): string {
  if (at >= known.from && at < known.until) return known.hour;
  const from = Math.floor(at / HOUR_MS) * HOUR_MS;
  known = { from, until: from + HOUR_MS, hour: new Date(from).toISOString().slice(0, 13) };
  return known.hour;
}

/** The day of a moment (epoch ms) in UTC, as `2026-11-22`. */
export function utcDay(at: number): string {
  return utcHour(at).slice(0, 10);
}

/** The moment (epoch ms) at which a UTC day or hour begins. */
export function startOf(dayOrHour: string): number {
  return Date.parse(dayOrHour.includes('T') ? `${dayOrHour}:00:00Z` : `${dayOrHour}T00:00:00Z`);
}
