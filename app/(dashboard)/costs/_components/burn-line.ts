/** Cumulative spend at the end of a day: actual, forecast, and one month earlier. */
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
  /** From today on, at the end of each day; empty without a forecast. */
  days: { day: string; cumulative: Cumulative }[];
  lastDay: string;
}

/**
 * The month day by day. The forecast starts at the current spend. Days of the previous month are matched by number;
 * those that this month does not have are left out.
 */
export function burnLine({ today, soFar, lastMonth, days, lastDay }: BurnInput): BurnPoint[] {
  const spent = new Map(soFar.map(({ day, nanoUsd }) => [day, nanoUsd]));
  const coming = new Map(days.map(({ day, cumulative }) => [day, cumulative]));
  const month = lastDay.slice(0, 8);
  return Array.from({ length: Number(lastDay.slice(8)) }, (_, i) => {
    const day = `${month}${String(i + 1).padStart(2, '0')}`;
    const sum = spent.get(day) ?? null;
    // The band starts at the current spend and shows the end of each future day.
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
