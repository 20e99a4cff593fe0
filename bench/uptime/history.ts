import { seededRandom } from '../../lib/engine/random';
import {
  BASE_ERROR,
  CROWDING_SHARE,
  commonOutages,
  DAY_MS,
  DAYS,
  generateBursts,
  generateIncidents,
  OUTAGE_PARAMETERS,
  type OutageParameters,
  type Spell,
} from './outage-model';

/** A provider's behaviour at one time. */
export interface Condition {
  /** Share of calls answered with 429. */
  throttledShare: number;
  /** Share of the other calls that fail. */
  errorShare: number;
}

/** A period without changes. */
interface Stretch {
  fromMs: number;
  conditions: Map<string, Condition>;
}

/** The incidents of all providers over time; reproducible by seed. */
export class History {
  readonly endMs: number;
  readonly spells: Spell[];
  private readonly stretches: Stretch[];

  constructor(seed: number, providers: OutageParameters[] = OUTAGE_PARAMETERS, days = DAYS) {
    const random = seededRandom(seed);
    this.endMs = days * DAY_MS;
    const baseErrors = new Map(
      providers.map(({ provider }) => [provider, BASE_ERROR.from + random() * (BASE_ERROR.to - BASE_ERROR.from)]),
    );
    this.spells = [
      ...commonOutages(this.endMs, random),
      ...providers.flatMap((one) => [
        ...generateIncidents(one, this.endMs, random),
        ...generateBursts(one, this.endMs, random),
      ]),
    ].sort((a, b) => a.startMs - b.startMs);
    this.stretches = buildStretches(this.spells, baseErrors);
  }

  /** A provider's behaviour at a time. */
  conditionAt(provider: string, ms: number): Condition {
    const condition = this.stretchAt(ms).conditions.get(provider);
    if (!condition) throw new Error(`The history knows no provider "${provider}".`);
    return condition;
  }

  private stretchAt(ms: number): Stretch {
    let low = 0;
    let high = this.stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.stretches[middle] as Stretch).fromMs <= ms) low = middle;
      else high = middle - 1;
    }
    return this.stretches[low] as Stretch;
  }
}

function buildStretches(spells: Spell[], baseErrors: Map<string, number>): Stretch[] {
  const changes = [...new Set([0, ...spells.flatMap(({ startMs, endMs }) => [startMs, endMs])])].sort((a, b) => a - b);
  const waiting = [...spells];
  let active: Spell[] = [];
  return changes.map((fromMs) => {
    while (waiting[0] && waiting[0].startMs <= fromMs) active.push(waiting.shift() as Spell);
    active = active.filter(({ endMs }) => endMs > fromMs);
    return { fromMs, conditions: toConditions(active, baseErrors) };
  });
}

function toConditions(active: Spell[], baseErrors: Map<string, number>): Map<string, Condition> {
  const dark = active.filter((spell) => spell.kind === 'incident' && spell.severity === 'dark');
  return new Map(
    [...baseErrors].map(([provider, baseError]) => {
      const own = active.filter((spell) => spell.provider === provider || spell.provider === null);
      const crowding = dark.some((spell) => spell.provider !== provider) ? CROWDING_SHARE : 0;
      const errors = own.map((spell) => (spell.kind === 'incident' ? spell.errorShare : 0));
      const throttles = own.map((spell) => (spell.kind === 'burst' ? spell.throttledShare : 0));
      return [
        provider,
        {
          errorShare: Math.min(1, sum(errors) + baseError + crowding),
          throttledShare: sum(throttles),
        },
      ];
    }),
  );
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
