/**
 * The outage model. Each provider has independent incidents with exponential gaps and log-normal durations.
 */
export interface OutageParameters {
  provider: string;
  /** Mean time from the end of one incident to the start of the next. */
  gapHours: number;
  medianMinutes: number;
  /** Standard deviation of the logarithm of the duration. */
  sigma: number;
}

/** The four providers of the model, in its order. */
export const OUTAGE_PARAMETERS: OutageParameters[] = [
  { provider: 'first', gapHours: 81, medianMinutes: 87, sigma: 1.31 },
  { provider: 'second', gapHours: 107, medianMinutes: 45, sigma: 1.63 },
  { provider: 'third', gapHours: 70, medianMinutes: 60, sigma: 1.3 },
  { provider: 'fourth', gapHours: 240, medianMinutes: 20, sigma: 1.0 },
];

export const DAYS = 180;
export const MAX_INCIDENT_HOURS = 48;
export const COMMON_OUTAGE = { everyDays: 60, minutes: 20 };
export const THROTTLE_BURST = { everyHours: 6, minutes: 3, share: 0.3 };
/** Error share of the other providers from the extra load while one is down. */
export const CROWDING_SHARE = 0.08;
export const BASE_ERROR = { from: 0.0015, to: 0.004 };

/**
 * The share of calls an incident fails. The model names four severities but not their frequency: these round figures are
 * our choice, with worse incidents being rarer.
 */
export const SEVERITIES = [
  { name: 'minor', from: 0.01, to: 0.01, odds: 0.4 },
  { name: 'degraded', from: 0.08, to: 0.15, odds: 0.35 },
  { name: 'partial', from: 0.35, to: 0.5, odds: 0.15 },
  { name: 'dark', from: 1, to: 1, odds: 0.1 },
] as const;

export type Severity = (typeof SEVERITIES)[number]['name'];

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** An incident with a start and an end. `provider` null: affects all of them. */
export type Spell = { provider: string | null; startMs: number; endMs: number } & (
  | { kind: 'incident'; severity: Severity; errorShare: number }
  | { kind: 'burst'; throttledShare: number }
);

/** A provider's incidents from 0 to `endMs`; the last one is cut off there. */
export function generateIncidents(parameters: OutageParameters, endMs: number, random: () => number): Spell[] {
  const spells: Spell[] = [];
  for (let now = gapMs(parameters, random); now < endMs; now += gapMs(parameters, random)) {
    const startMs = now;
    now += lengthMs(parameters, random);
    spells.push({
      provider: parameters.provider,
      startMs,
      endMs: Math.min(now, endMs),
      kind: 'incident',
      ...severity(random),
    });
  }
  return spells;
}

/** A provider's bursts of 429, one at a random time in each period. */
export function generateBursts({ provider }: OutageParameters, endMs: number, random: () => number): Spell[] {
  return oneInEach(THROTTLE_BURST.everyHours * HOUR_MS, THROTTLE_BURST.minutes * MINUTE_MS, endMs, random).map(
    (span) => ({ ...span, provider, kind: 'burst', throttledShare: THROTTLE_BURST.share }),
  );
}

/** Outages of all providers, one at a random time in each period. */
export function commonOutages(endMs: number, random: () => number): Spell[] {
  return oneInEach(COMMON_OUTAGE.everyDays * DAY_MS, COMMON_OUTAGE.minutes * MINUTE_MS, endMs, random).map((span) => ({
    ...span,
    provider: null,
    kind: 'incident',
    severity: 'dark',
    errorShare: 1,
  }));
}

function oneInEach(periodMs: number, spellMs: number, endMs: number, random: () => number) {
  return Array.from({ length: Math.floor(endMs / periodMs) }, (_, period) => {
    const startMs = period * periodMs + random() * (periodMs - spellMs);
    return { startMs, endMs: startMs + spellMs };
  });
}

function gapMs({ gapHours }: OutageParameters, random: () => number): number {
  return -Math.log(1 - random()) * gapHours * HOUR_MS;
}

function lengthMs({ medianMinutes, sigma }: OutageParameters, random: () => number): number {
  const length = medianMinutes * MINUTE_MS * Math.exp(sigma * standardNormal(random));
  return Math.min(length, MAX_INCIDENT_HOURS * HOUR_MS);
}

/** A normal random number from two uniform ones (Box-Muller). */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function severity(random: () => number): { severity: Severity; errorShare: number } {
  let left = random();
  const found = SEVERITIES.find(({ odds }) => {
    left -= odds;
    return left < 0;
  });
  const { name, from, to } = found ?? SEVERITIES[0];
  return { severity: name, errorShare: from + random() * (to - from) };
}
