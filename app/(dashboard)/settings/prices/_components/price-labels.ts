import type { PriceScope } from '@/lib/engine/money/price-lines';
import type { Rates, WeeklyHours } from '@/lib/engine/types';
import { formatPrice } from '@/lib/format';
import { DAY_MS } from '@/lib/time-range';

/** Which calls a price applies to. */
export function describeScope(scope: PriceScope): string {
  if (scope.kind === 'all') return 'all input';
  if (scope.kind === 'hours') return describeHours(scope.hours);
  const { above, upTo } = scope;
  if (above === 0) return `up to ${thousands(upTo ?? 0)} input`;
  return upTo === null ? `above ${thousands(above)}` : `above ${thousands(above)}, up to ${thousands(upTo)}`;
}

/** Rounds bounds such as 271,999, the last token below 272k. */
function thousands(tokens: number): string {
  return `${Math.round(tokens / 1_000)}k`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Mon – Fri 09 – 12, 14 – 18, Shanghai` */
function describeHours({ days, hours, timeZone }: WeeklyHours): string {
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

/** `$2.00 / $10.00`, or the rate per hour. */
export function formatRates({ input, output, perHour }: Rates): string {
  if (perHour && input === 0 && output === 0) return `$${formatPrice(perHour)} per hour`;
  const tokens = input === 0 && output === 0 ? '$0' : `$${formatPrice(input)} / $${formatPrice(output)}`;
  return perHour ? `${tokens} and $${formatPrice(perHour)} per hour` : tokens;
}

/** Charges that have no column. */
export function otherCharges({ reasoning, perCall, perHour }: Rates): string[] {
  return [
    ...(reasoning === undefined ? [] : [`reasoning $${formatPrice(reasoning)}`]),
    ...(perCall ? [`$${formatPrice(perCall)} per call`] : []),
    ...(perHour ? [`$${formatPrice(perHour)} per hour`] : []),
  ];
}

/** Days since a price was last verified. */
export function daysSince(verifiedAt: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(`${verifiedAt}T00:00:00Z`)) / DAY_MS));
}

/** Older prices are highlighted. */
export const OLD_AFTER_DAYS = 90;
