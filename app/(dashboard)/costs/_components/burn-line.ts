/** A day of the month with what was spent by its end, what may be, and what had been a month earlier. */
export interface BurnPoint {
  /** `2026-11-22`. */
  day: string;
  spent: number | null;
  expected: number | null;
  band: [number, number] | null;
  lastMonth: number | null;
}

interface Cumulative {
  expectedNanoUsd: number;
  lowNanoUsd: number;
  highNanoUsd: number;
}

interface BurnInput {
  today: string;
  soFar: { day: string; nanoUsd: number }[];
  lastMonth: { day: string; nanoUsd: number }[];
  /** From today on, at the end of each day; empty where there is no forecast. */
  days: { day: string; cumulative: Cumulative }[];
  lastDay: string;
}

/**
 * The month day by day. The forecast’s line begins at what is spent now;
 * days of the month before stand under the same number, those that this month does not have are left out.
 */
export function burnLine({ today, soFar, lastMonth, days, lastDay }: BurnInput): BurnPoint[] {
  const spent = new Map(soFar.map(({ day, nanoUsd }) => [day, nanoUsd]));
  const coming = new Map(days.map(({ day, cumulative }) => [day, cumulative]));
  const month = lastDay.slice(0, 8);
  return Array.from({ length: Number(lastDay.slice(8)) }, (_, i) => {
    const day = `${month}${String(i + 1).padStart(2, '0')}`;
    const sum = spent.get(day) ?? null;
    // The band opens at what is spent now and shows the end of each day to come.
    const next =
      day === today && sum !== null ? { expectedNanoUsd: sum, lowNanoUsd: sum, highNanoUsd: sum } : coming.get(day);
    const isDrawn = days.length > 0 && next !== undefined;
    return {
      day,
      spent: sum,
      expected: isDrawn ? next.expectedNanoUsd : null,
      band: isDrawn ? [next.lowNanoUsd, next.highNanoUsd] : null,
      lastMonth: lastMonth[i]?.nanoUsd ?? null,
    };
  });
}
