import { seededRandom } from '../../lib/engine/random';
import { type Sample, STRATA, type Stratum } from './blocks';
import type { History } from './history';
import { MINUTE_MS } from './outage-model';
import { simulatedProvider } from './simulated-provider';
import type { Strategy } from './strategies';
import { VirtualClock } from './virtual-clock';

/** One request per second on average, about 86,000 a day: a busy team with enough calls for breakers to act. */
const MEAN_GAP_MS = 1_000;
/** Warm-up before each measured block, so that breakers have a realistic state. */
const WARM_UP_MS = 2 * MINUTE_MS;
/** Above the longest possible request. */
const LAST_ANSWERS_MS = 30 * MINUTE_MS;

export interface SimulationInput {
  history: History;
  sample: Sample;
  strategy: Strategy;
  /** The providers that the strategy may use, best first. */
  providers: string[];
  seed: number;
  /** Share of failing calls that fail after their first content. */
  cutShare: number;
}

export interface SimulationResult {
  /** Share of all requests answered completely, 0..1. */
  availability: number;
  attemptsPerRequest: number;
  /** Number of requests simulated and measured. */
  requests: number;
}

interface Tally {
  requests: number;
  answered: number;
  attempts: number;
}

/** Sends a random stream of requests through a strategy, in the sampled blocks of a history. */
export async function simulate(input: SimulationInput): Promise<SimulationResult> {
  const { history, sample, seed, cutShare } = input;
  const clock = new VirtualClock(0);
  const random = seededRandom(seed * 7_919 + 1);
  const arrivals = seededRandom(seed * 104_729 + 2);
  const world = { clock, random, cutShare, conditionAt: history.conditionAt.bind(history) };
  const providers = input.providers.map((id) => simulatedProvider(id, world));
  const ask = input.strategy({ providers, clock, random });
  const tallies = Object.fromEntries(STRATA.map((one) => [one, { requests: 0, answered: 0, attempts: 0 }]));
  const arrive = async (tally: Tally | undefined) => {
    const { isAnswered, attempts } = await ask();
    if (!tally) return;
    tally.requests++;
    tally.answered += Number(isAnswered);
    tally.attempts += attempts;
  };
  for (const { startMs, endMs, stratum } of sample.blocks) {
    // Consecutive blocks form one stream; only a block after a gap needs a warm-up.
    await clock.runUntil(Math.max(clock.now(), startMs - WARM_UP_MS));
    await stream({ clock, random: arrivals, untilMs: startMs, arrive: () => void arrive(undefined) });
    await stream({ clock, random: arrivals, untilMs: endMs, arrive: () => void arrive(tallies[stratum]) });
  }
  await clock.runUntil(history.endMs + LAST_ANSWERS_MS);
  return weighed(tallies as Record<Stratum, Tally>, sample);
}

interface StreamInput {
  clock: VirtualClock;
  random: () => number;
  untilMs: number;
  arrive: () => void;
}

/** Requests at random times, independent of earlier results. */
async function stream({ clock, random, untilMs, arrive }: StreamInput): Promise<void> {
  const next = () => {
    const gapMs = -Math.log(1 - random()) * MEAN_GAP_MS;
    if (clock.now() + gapMs >= untilMs) return;
    clock.after(gapMs, () => {
      arrive();
      next();
    });
  };
  next();
  await clock.runUntil(untilMs);
}

/** Weights each stratum by its share of the history, however much of it was simulated. */
function weighed(tallies: Record<Stratum, Tally>, { counts }: Sample): SimulationResult {
  const blocks = STRATA.reduce((sum, stratum) => sum + counts[stratum], 0);
  let availability = 0;
  let attemptsPerRequest = 0;
  let requests = 0;
  for (const stratum of STRATA) {
    const tally = tallies[stratum];
    if (tally.requests === 0) continue;
    const share = counts[stratum] / blocks;
    availability += (share * tally.answered) / tally.requests;
    attemptsPerRequest += (share * tally.attempts) / tally.requests;
    requests += tally.requests;
  }
  return { availability, attemptsPerRequest, requests };
}
