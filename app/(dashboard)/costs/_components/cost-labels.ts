import { formatDay } from '@/lib/format';
import type { CostDimension } from '@/lib/services/costs/address';

export type BucketUnit = 'hour' | 'day' | 'week';

/** A day, as `22 Nov`. */
export function dayWords(day: string): string {
  return formatDay(new Date(`${day}T00:00:00Z`));
}

/** The month of `2026-11`, or of a day in it, as `November`. */
export function monthWords(month: string): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month.slice(0, 7)}-01T00:00:00Z`),
  );
}

/** A bucket on an axis. Hours come in UTC and are told in the team's zone. */
export function bucketTick(at: string, unit: BucketUnit, timeZone: string): string {
  return unit === 'hour' ? hourIn(timeZone, at) : dayWords(at);
}

/** A bucket in a table or tooltip. */
export function bucketWords(at: string, unit: BucketUnit, timeZone: string): string {
  if (unit === 'week') return `Week of ${dayWords(at)}`;
  const date = new Date(unit === 'hour' ? at : `${at}T00:00:00Z`);
  const zone = unit === 'hour' ? timeZone : 'UTC';
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone });
  const words = day.format(date).replace(',', '');
  return unit === 'hour' ? `${words}, ${hourIn(timeZone, at)}` : words;
}

/** Some days as `1–22 Nov` or `24 Oct – 22 Nov`. */
export function spanWords(first: string, last: string): string {
  if (first === last) return dayWords(first);
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))}–${dayWords(last)}`;
  return `${dayWords(first)} – ${dayWords(last)}`;
}

/** What an empty name of a dimension means. */
export function nameWords(by: CostDimension | 'status', name: string): string {
  if (name !== '') return name;
  return by === 'key' ? 'no key (playground)' : 'nobody answered';
}

function hourIn(timeZone: string, at: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(at));
}
