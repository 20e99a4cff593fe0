import { formatDay } from '@/lib/format';
import type { CostDimension } from '@/lib/services/costs/address';

export type BucketUnit = 'hour' | 'day' | 'week';

/** `22 Nov` for `2026-11-22`. */
export function formatIsoDay(day: string): string {
  return formatDay(new Date(`${day}T00:00:00Z`));
}

/** `November` for `2026-11` or a day in it. */
export function formatMonthName(month: string): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month.slice(0, 7)}-01T00:00:00Z`),
  );
}

/** Axis label of a bucket. Hours are UTC and shown in the team's time zone. */
export function formatBucketTick(at: string, unit: BucketUnit, timeZone: string): string {
  return unit === 'hour' ? hourIn(timeZone, at) : formatIsoDay(at);
}

/** Label of a bucket in tables and tooltips. */
export function formatBucket(at: string, unit: BucketUnit, timeZone: string): string {
  if (unit === 'week') return `Week of ${formatIsoDay(at)}`;
  const date = new Date(unit === 'hour' ? at : `${at}T00:00:00Z`);
  const zone = unit === 'hour' ? timeZone : 'UTC';
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone });
  const label = day.format(date).replace(',', '');
  return unit === 'hour' ? `${label}, ${hourIn(timeZone, at)}` : label;
}

/** `1–22 Nov` or `24 Oct – 22 Nov`. */
export function formatDaySpan(first: string, last: string): string {
  if (first === last) return formatIsoDay(first);
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))}–${formatIsoDay(last)}`;
  return `${formatIsoDay(first)} – ${formatIsoDay(last)}`;
}

/** The label of a dimension's value, which is empty for "none". */
export function dimensionLabel(by: CostDimension | 'status', name: string): string {
  if (name !== '') return name;
  return by === 'key' ? 'no key (playground)' : 'no answer';
}

function hourIn(timeZone: string, at: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(at));
}
