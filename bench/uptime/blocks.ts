import type { History } from './history';
import { MINUTE_MS, type Spell } from './outage-model';

/** Strata of time blocks by their incidents, from rare and decisive to common and uneventful. */
export const STRATA = ['everyone', 'turning-point', 'overlap', 'incident', 'burst', 'quiet'] as const;
export type Stratum = (typeof STRATA)[number];

export interface Block {
  startMs: number;
  endMs: number;
  stratum: Stratum;
}

export interface Sample {
  blocks: Block[];
  /** Number of blocks of each stratum, simulated or not. */
  counts: Record<Stratum, number>;
}

export const BLOCK_MS = 3 * MINUTE_MS;
/** Incidents that fail a smaller share have little effect when they start or end. */
const GRAVE_ERROR_SHARE = 0.3;

/** Few minutes of half a year matter, so blocks are classified by their incidents. */
export function cutIntoBlocks({ spells, endMs }: History): Block[] {
  const waiting = [...spells];
  let active: Spell[] = [];
  return Array.from({ length: Math.floor(endMs / BLOCK_MS) }, (_, number) => {
    const block = { startMs: number * BLOCK_MS, endMs: (number + 1) * BLOCK_MS };
    while (waiting[0] && waiting[0].startMs < block.endMs) active.push(waiting.shift() as Spell);
    active = active.filter((spell) => spell.endMs > block.startMs);
    return { ...block, stratum: classifyBlock(block, active) };
  });
}

/**
 * Samples every n-th block of each stratum from a random start, at least one. Each stratum is later weighted by its
 * actual share of time, which keeps the estimate unbiased.
 */
export function sampleBlocks(all: Block[], oneIn: Record<Stratum, number>, random: () => number): Sample {
  const strata = STRATA.map((stratum) => ({ stratum, own: all.filter((block) => block.stratum === stratum) }));
  const drawn = strata.flatMap(({ stratum, own }) => {
    const start = Math.floor(random() * Math.min(oneIn[stratum], own.length));
    return own.filter((_, place) => place % oneIn[stratum] === start);
  });
  return {
    blocks: drawn.sort((a, b) => a.startMs - b.startMs),
    counts: Object.fromEntries(strata.map(({ stratum, own }) => [stratum, own.length])) as Record<Stratum, number>,
  };
}

function classifyBlock(block: Omit<Block, 'stratum'>, spells: Spell[]): Stratum {
  const incidents = spells.flatMap((spell) => (spell.kind === 'incident' ? [spell] : []));
  const grave = incidents.filter(({ errorShare }) => errorShare >= GRAVE_ERROR_SHARE);
  const turns = (ms: number) => ms >= block.startMs && ms < block.endMs;
  if (incidents.some(({ provider }) => provider === null)) return 'everyone';
  if (grave.some(({ startMs, endMs }) => turns(startMs) || turns(endMs))) return 'turning-point';
  if (grave.length > 1) return 'overlap';
  if (incidents.length > 0) return 'incident';
  return spells.length > 0 ? 'burst' : 'quiet';
}
