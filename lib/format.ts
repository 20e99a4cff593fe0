const NARROW_SPACE = '\u202f';
const SMALLEST_SHOWN_USD = 0.0001;

/**
 * Money for people: two decimals from $1, four significant digits below, `<$0.0001` for less, `$0` only for nothing.
 * Null is an unknown price: `unpriced`.
 */
export function formatUsd(nanoUsd: number | null): string {
  if (nanoUsd === null) return 'unpriced';
  if (nanoUsd === 0) return '$0';
  const usd = Math.abs(nanoUsd) / 1e9;
  const sign = nanoUsd < 0 ? '−' : '';
  if (usd < SMALLEST_SHOWN_USD) return `${sign}<$0.0001`;
  if (usd >= 1) return `${sign}$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return `${sign}$${fourDigits(usd)}`;
}

/** Four significant digits without an exponent. */
function fourDigits(value: number): string {
  const decimals = 3 - Math.floor(Math.log10(value));
  return value.toFixed(Math.min(decimals, 12));
}

/** Money to the last nano-dollar, for itemized costs. */
export function formatUsdExact(nanoUsd: number | null): string {
  if (nanoUsd === null || nanoUsd === 0 || Math.abs(nanoUsd) >= 1e9) return formatUsd(nanoUsd);
  return `$${(nanoUsd / 1e9).toFixed(9).replace(/0+$/, '')}`;
}

const USD_PATTERN = /^\$?\s*(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,9}))?$/;

/**
 * Parses a typed amount (270, 270.00, 1,400, $5) to whole nano-dollars without floating-point rounding. Null when it is
 * not an amount, has more than nine decimals or exceeds nine million dollars.
 */
export function parseUsd(text: string): number | null {
  const [, whole, decimals = ''] = USD_PATTERN.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const nanoUsd = BigInt(whole.replaceAll(',', '') + decimals.padEnd(9, '0'));
  return nanoUsd <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(nanoUsd) : null;
}

/** An amount for an input field, with all digits: 270.00, 0.0005. */
export function usdText(nanoUsd: number): string {
  const decimals = String(nanoUsd % 1e9)
    .padStart(9, '0')
    .replace(/0{1,7}$/, '');
  return `${(nanoUsd - (nanoUsd % 1e9)) / 1e9}.${decimals}`;
}

/** Money on an axis: as few digits as possible. */
export function formatUsdTick(nanoUsd: number): string {
  const usd = nanoUsd / 1e9;
  return usd === 0 ? '$0' : `$${usd.toLocaleString('en-US', { maximumSignificantDigits: 3 })}`;
}

/** A forecast: whole dollars from $10, because the cents are unknown. */
export function formatUsdAbout(nanoUsd: number): string {
  return Math.abs(nanoUsd) < 10e9 ? formatUsd(nanoUsd) : `$${Math.round(nanoUsd / 1e9).toLocaleString('en-US')}`;
}

/** A rough estimate: one significant digit below a cent, two below a dollar. */
export function formatUsdRough(nanoUsd: number): string {
  const usd = nanoUsd / 1e9;
  if (nanoUsd === 0 || usd < SMALLEST_SHOWN_USD || usd >= 1) return formatUsd(nanoUsd);
  const digits = usd < 0.01 ? 1 : 2;
  return `$${usd.toFixed(digits - 1 - Math.floor(Math.log10(usd)))}`;
}

/** US dollars per million tokens, as vendors print them. */
export function formatRate(usdPerMillion: number): string {
  return `$${usdPerMillion < 0.1 && usdPerMillion > 0 ? Number(usdPerMillion.toPrecision(3)) : usdPerMillion.toFixed(2)}`;
}

/** A price with all digits and at least two decimals: 2.00, 0.435. */
export function formatPrice(usd: number): string {
  const [whole = '0', decimals = ''] = usd.toFixed(9).replace(/0+$/, '').split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}

export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

/** 12.4k, 3.1M: for charts and narrow columns. */
export function formatCompact(value: number): string {
  if (value < 1_000) return String(value);
  if (value < 999_950) return `${(value / 1_000).toFixed(1)}k`;
  return `${(value / 1_000_000).toFixed(1)}M`;
}

/** 0.48 s, 3.42 s, 1 min 04 s; `<0.01 s` for a few ms, because only 0 is shown as zero. */
export function formatSeconds(ms: number): string {
  if (ms > 0 && ms < 5) return '<0.01 s';
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(2)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;
}

/** 93 %, with a narrow no-break space. */
export function formatPercent(share: number, decimals = 0): string {
  return `${(share * 100).toFixed(decimals)}${NARROW_SPACE}%`;
}

/** 55 – 91 %: two shares as one range. */
export function formatPercentRange(low: number, high: number): string {
  return `${(low * 100).toFixed(0)} – ${formatPercent(high)}`;
}

/** 0.74; with three decimals a single rating is visible. */
export function formatQuality(value: number, decimals = 2): string {
  return value.toFixed(decimals);
}

/** +0.025 pt, −0.110 pt: a change of quality, which ranges from 0 to 1. Only 0 is shown as zero. */
export function formatPoints(change: number): string {
  if (change === 0) return '0 pt';
  const sign = change < 0 ? '−' : '+';
  const size = Math.abs(change);
  return size < 0.0005 ? `${sign}<0.001 pt` : `${sign}${size.toFixed(3)} pt`;
}

/** 2.4×, 11×: how many times as much. */
export function formatTimes(ratio: number): string {
  return `${ratio < 9.95 ? Number(ratio.toFixed(1)) : formatCount(Math.round(ratio))}×`;
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** 14:20:36 (UTC). */
export function formatTime(date: Date): string {
  return TIME.format(date);
}

/** 22 Nov (UTC). */
export function formatDay(date: Date): string {
  return DAY.format(date);
}

/** Sun 22 Nov (UTC). */
export function formatWeekday(date: Date): string {
  return WEEKDAY.format(date).replace(',', '');
}

/** Sun 22 Nov, 14:20:36 (UTC). */
export function formatMoment(date: Date): string {
  return `${formatWeekday(date)}, ${formatTime(date)}`;
}

/** 1 Dec 2026, or 1 Dec 2026, 13:00: a UTC day or hour written as `2026-12-01` or `2026-12-01T13`. */
export function formatDayOrHour(text: string): string {
  const [day = '', hour] = text.split('T');
  const date = new Date(`${day}T00:00:00Z`);
  const words = `${formatDay(date)} ${date.getUTCFullYear()}`;
  return hour === undefined || hour === '00' ? words : `${words}, ${hour}:00`;
}

const IN_ZONE = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;

/** 20 Nov, 16:42 in a zone, by its IANA name. Epoch ms. */
export function formatMomentIn(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { ...IN_ZONE, timeZone }).format(at);
}

/** 20 Nov in a zone. */
export function formatDayIn(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone }).format(at);
}

/** The current month in a zone: November. */
export function formatMonthIn(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone }).format(at);
}

/** now, 2 min, 3 h, 4 d: how long ago, for narrow columns. */
export function formatAgo(at: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** The vendor's own name within a catalogue id: `openai/gpt-oss-20b` of `groq/openai/gpt-oss-20b`. */
export function modelName(modelId: string): string {
  return modelId.slice(modelId.indexOf('/') + 1);
}

/** `monthly budget` */
export const PERIOD_ADJECTIVES = { day: 'daily', week: 'weekly', month: 'monthly', total: 'total' } as const;

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
