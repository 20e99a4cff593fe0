import { seededRandom } from '../lib/engine/random';
import { findArgument } from './support/arguments';
import { cutIntoBlocks, type Sample, type Stratum, sampleBlocks } from './uptime/blocks';
import { computeFigures, type Figures } from './uptime/figures';
import { History } from './uptime/history';
import { DAYS, OUTAGE_PARAMETERS } from './uptime/outage-model';
import { type SimulationResult, simulate } from './uptime/simulate';
import { oneProvider, retryTheSame, roundRobin, type Strategy, shippedRouter } from './uptime/strategies';

export const needsDatabase = false;

const SEEDS = 20;

/** One block in this many is simulated. */
const FULL: Record<Stratum, number> = {
  everyone: 2,
  'turning-point': 1,
  overlap: 1,
  incident: 150,
  burst: 200,
  quiet: 2_000,
};
const QUICK_FACTOR = 10;

interface Row {
  id: string;
  name: string;
  strategy: Strategy;
  /** Number of the model's providers it may use, in order. */
  providers: number;
  /** Reference availability of the outage model's own simulation, in per cent. */
  contract: string;
}

const ROWS: Row[] = [
  { id: 'one', name: 'one provider', strategy: oneProvider, providers: 1, contract: '98.76' },
  { id: 'round_robin', name: 'round-robin over three', strategy: roundRobin, providers: 3, contract: '98.67' },
  { id: 'retry_same', name: 'one provider, retried twice', strategy: retryTheSame, providers: 1, contract: '99.29' },
  { id: 'router_two', name: 'A3M Router, two providers', strategy: shippedRouter, providers: 2, contract: '99.93' },
  {
    id: 'router_three',
    name: 'A3M Router, three providers',
    strategy: shippedRouter,
    providers: 3,
    contract: '99.96 (5th percentile 99.91) at 1.011',
  },
];

const TARGETS = { mean_percent: 99.95, p5_percent: 99.9, attempts_per_request: 1.02 };

/**
 * Simulates half a year of outages on a virtual clock, twenty times: availability with the shipped engine and without
 * it. `--quick` simulates a tenth as much; `--mid-stream 0.02` makes that share of failures come after the first token,
 * where no fallback is possible.
 */
export async function run({ argv }: { argv: string[] }): Promise<void> {
  const isQuick = argv.includes('--quick');
  const cutShare = Number(findArgument(argv, '--mid-stream') ?? 0);
  if (!(cutShare >= 0 && cutShare <= 1)) throw new Error('--mid-stream takes a share from 0 to 1.');
  const worlds = Array.from({ length: SEEDS }, (_, index) => createWorld(index + 1, isQuick));
  const figures = new Map<Row, Figures>();
  for (const row of ROWS) figures.set(row, computeFigures(await simulateWorlds(row, worlds, cutShare)));
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify(toJson(figures, cutShare))}\n`);
  else print(figures, cutShare);
}

interface World {
  seed: number;
  history: History;
  sample: Sample;
}

function createWorld(seed: number, isQuick: boolean): World {
  const history = new History(seed);
  const factor = isQuick ? QUICK_FACTOR : 1;
  const oneIn = Object.fromEntries(Object.entries(FULL).map(([stratum, n]) => [stratum, n * factor]));
  return {
    seed,
    history,
    sample: sampleBlocks(cutIntoBlocks(history), oneIn as Record<Stratum, number>, seededRandom(seed * 31)),
  };
}

async function simulateWorlds(
  { strategy, providers }: Row,
  worlds: World[],
  cutShare: number,
): Promise<SimulationResult[]> {
  const ids = OUTAGE_PARAMETERS.slice(0, providers).map(({ provider }) => provider);
  const results: SimulationResult[] = [];
  for (const world of worlds) results.push(await simulate({ ...world, strategy, providers: ids, cutShare }));
  return results;
}

function toJson(figures: Map<Row, Figures>, cutShare: number) {
  return {
    days: DAYS,
    seeds: SEEDS,
    mid_stream_share: cutShare,
    policies: Object.fromEntries([...figures].map(([{ id }, one]) => [id, one])),
    targets: TARGETS,
  };
}

function print(figures: Map<Row, Figures>, cutShare: number): void {
  const { gapHours, medianMinutes } = OUTAGE_PARAMETERS[0] as (typeof OUTAGE_PARAMETERS)[0];
  console.log(
    `${DAYS} days, ${SEEDS} seeds. All four providers of the outage model live in the same world; "one" is its first ` +
      `(an incident every ${gapHours} h, ${medianMinutes} min in the median), two and three are its first two and three.`,
  );
  if (cutShare > 0) console.log(`${cutShare * 100} % of failures come after the first token.`);
  console.table(
    Object.fromEntries(
      [...figures].map(([{ name, contract }, one]) => [
        name,
        {
          'mean %': one.mean_percent,
          '5th percentile %': one.p5_percent,
          'attempts a request': one.attempts_per_request,
          'requests simulated': one.requests,
          'the contract’s simulation, %': contract,
        },
      ]),
    ),
  );
  const { mean_percent: mean, p5_percent: p5, attempts_per_request: attempts } = TARGETS;
  console.log(
    `Aim with three: mean at least ${mean} %, 5th percentile ${p5} %, at most ${attempts} attempts a request.`,
  );
}
