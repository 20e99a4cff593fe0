import type { Caller } from '../../caller';
import type { Database, Transaction } from '../../db/client';
import { latestDecisionsIn } from '../../db/learning/feedback-history';
import { EXAMPLE_PROMPTS } from '../../engine/decide/example-prompts';
import { OUTCOMES_BEFORE_EXPLORING } from '../../engine/decide/explore';
import { type TrafficShare, trafficShares } from '../../engine/decide/traffic-share';
import { type Situation, toSituation } from '../../engine/decide/what-if';
import type { Memory } from '../../engine/memory/memory';
import { DEFAULT_POLICY, WORKSPACE_POLICY } from '../../engine/policy/policy';
import type { Runtime } from '../../runtime/runtime';
import { activePolicy, decideFor } from './routing-report';

/** Which models would answer the next prompt of a category. */
export interface TrafficEstimate {
  /** As a caller names it: `auto`, or what it starts from. */
  policy: string;
  shares: TrafficShare[];
  /** How many prompts it was computed over, and whether these are our examples for want of the team's own. */
  situations: number;
  isExample: boolean;
}

/** Enough to smooth out single prompts, few enough to be computed between two tokens of another stream. */
const LATEST = 60;
/** Fewer of the team's own requests of a category say little about the next one. */
const ENOUGH = 5;

/**
 * Reads the team's latest requests of a category (built-in examples when there are few), and returns a function that
 * decides about each of them again under the workspace's policy, with a given memory. It calls no model.
 */
export async function prepareTrafficShare(
  runtime: Runtime,
  caller: Caller,
  category: string,
  database: Database | Transaction,
): Promise<(memory: Memory) => TrafficEstimate> {
  const policy = activePolicy(runtime, WORKSPACE_POLICY);
  const own = await latestDecisionsIn(database, caller, category, LATEST);
  const isExample = own.length < ENOUGH;
  const situations = isExample ? listExampleSituations(runtime, caller, category) : own.map(toSituation);
  const { catalog, providers, signals } = runtime;
  return (memory) => ({
    policy: policy.version === 0 ? `auto:${DEFAULT_POLICY}` : WORKSPACE_POLICY,
    shares: trafficShares({
      situations,
      models: catalog.available(new Set(providers.keys()), Date.now()),
      policy,
      signals: signals.with(memory, caller.teamId),
      explores: memory.outcomesOf(caller.teamId) >= OUTCOMES_BEFORE_EXPLORING,
      now: Date.now(),
    }),
    situations: situations.length,
    isExample,
  });
}

function listExampleSituations(runtime: Runtime, caller: Caller, category: string): Situation[] {
  const decided = EXAMPLE_PROMPTS.map((prompt) =>
    decideFor(runtime, caller, prompt, activePolicy(runtime, WORKSPACE_POLICY)),
  ).flatMap((decision) => ('candidates' in decision ? [decision] : []));
  const ofCategory = decided.filter((decision) => decision.category === category);
  return (ofCategory.length > 0 ? ofCategory : decided).map(toSituation);
}
