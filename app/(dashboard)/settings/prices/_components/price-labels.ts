import type { PriceScope } from '@/lib/engine/money/price-lines';
import type { Rates, WeeklyHours } from '@/lib/engine/types';
import { formatPrice } from '@/lib/format';
import { DAY_MS } from '@/lib/time-range';

/** Which calls a line is for, in words. */
export function scopeWords(scope: PriceScope): string {
  if (scope.kind === 'all') return 'all input';
  if (scope.kind === 'hours') return hoursWords(scope.hours);
  const { above, upTo } = scope;
  if (above === 0) return `up to ${thousands(upTo ?? 0)} input`;
  return upTo === null ? `above ${thousands(above)}` : `above ${thousands(above)}, up to ${thousands(upTo)}`;
}

/** A bound such as 271,999 is the last token below 272k: both are read as 272k. */
function thousands(tokens: number): string {
  return `${Math.round(tokens / 1_000)}k`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Mon – Fri 09 – 12, 14 – 18, Shanghai. */
function hoursWords({ days, hours, timeZone }: WeeklyHours): string {
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? first;
  const isRow = days.length > 2 && last - first === days.length - 1;
  const names = isRow ? `${DAYS[first]} – ${DAYS[last]}` : days.map((day) => DAYS[day]).join(', ');
  const spans = hours.map(([from, until]) => `${twoDigits(from)} – ${twoDigits(until)}`).join(', ');
  return `${names} ${spans}, ${timeZone.split('/').at(-1)?.replace('_', ' ')}`;
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}

/** $2.00 / $10.00, or what is charged by time. */
export function rateWords({ input, output, perHour }: Rates): string {
  if (perHour && input === 0 && output === 0) return `$${formatPrice(perHour)} an hour`;
  const tokens = input === 0 && output === 0 ? '$0' : `$${formatPrice(input)} / $${formatPrice(output)}`;
  return perHour ? `${tokens} and $${formatPrice(perHour)} an hour` : tokens;
}

/** Charges beside those that have a column of their own. */
export function otherCharges({ reasoning, perCall, perHour }: Rates): string[] {
  return [
    ...(reasoning === undefined ? [] : [`reasoning $${formatPrice(reasoning)}`]),
    ...(perCall ? [`$${formatPrice(perCall)} a call`] : []),
    ...(perHour ? [`$${formatPrice(perHour)} an hour`] : []),
  ];
}

/** Whole days since somebody last looked at a price. */
export function daysSince(verifiedAt: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(`${verifiedAt}T00:00:00Z`)) / DAY_MS));
}

/** From here on a price is old enough to be looked at again. */
export const OLD_AFTER_DAYS = 90;
