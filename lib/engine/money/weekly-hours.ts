import type { WeeklyHours } from '../types';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

/** True when a time (epoch ms) lies within the weekly hours, in their time zone. */
export function isWithin({ timeZone, days, hours }: WeeklyHours, at: number): boolean {
  const parts = zoneFormat(timeZone).formatToParts(at);
  const day = WEEKDAYS.indexOf(parts.find((part) => part.type === 'weekday')?.value ?? '');
  const hour = Number(parts.find((part) => part.type === 'hour')?.value);
  return days.includes(day) && hours.some(([from, until]) => hour >= from && hour < until);
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  let format = zoneFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' });
    zoneFormats.set(timeZone, format);
  }
  return format;
}
