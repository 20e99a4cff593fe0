import type { Caller } from '../../caller';
import { latestDecisionsIn } from '../../db/learning/feedback-history';
import { EXAMPLE_PROMPTS } from '../../engine/decide/example-prompts';
import { OUTCOMES_BEFORE_EXPLORING } from '../../engine/decide/explore';
import { type Odds, oddsOf } from '../../engine/decide/traffic-share';
import { type Situation, situationOf } from '../../engine/decide/what-if';
import { DEFAULT_POLICY, WORKSPACE_POLICY } from '../../engine/policy/policy';
import type { Runtime } from '../../runtime/runtime';
import { decideFor, activePolicy } from './routing-report';

/** Who answers the next prompt of a category. */
export interface Outlook {
  /** As a caller names it: `auto`, or what it starts from. */
  policy: string;
  shares: Odds[];
  /** How many prompts it was computed over, and whether these are our examples for want of the team's own. */
  situations: number;
  isExample: boolean;
}

/** Enough to smooth out single prompts, few enough to be computed between two tokens of somebody else's stream. */
const LATEST = 60;
/** Fewer of the team's own requests of a category say little about the next one. */
const ENOUGH = 5;

/**
 * Gathers the team's latest requests of a category (our examples where there are few), and gives a function that decides
 * about each of them anew under the workspace's policy, with what memory knows at that moment. Calls nobody.
 */
export async function prepareOdds(runtime: Runtime, caller: Caller, category: string): Promise<() => Outlook> {
  const policy = activePolicy(runtime, WORKSPACE_POLICY);
  const own = await latestDecisionsIn(runtime.database, caller, category, LATEST);
  const isExample = own.length < ENOUGH;
  const situations = isExample ? examplesOf(runtime, caller, category) : own.map(situationOf);
  const { catalog, providers, knowledge, signals } = runtime;
  return () => ({
    policy: policy.version === 0 ? `auto:${DEFAULT_POLICY}` : WORKSPACE_POLICY,
    shares: oddsOf({
      situations,
      models: catalog.available(new Set(providers.keys()), Date.now()),
      policy,
      signals: signals.with(knowledge.memory, caller.teamId),
      explores: knowledge.memory.outcomesOf(caller.teamId) >= OUTCOMES_BEFORE_EXPLORING,
      now: Date.now(),
    }),
    situations: situations.length,
    isExample,
  });
}

function examplesOf(runtime: Runtime, caller: Caller, category: string): Situation[] {
  const decided = EXAMPLE_PROMPTS.map((prompt) =>
    decideFor(runtime, caller, prompt, activePolicy(runtime, WORKSPACE_POLICY)),
  ).flatMap((decision) => ('candidates' in decision ? [decision] : []));
  const ofCategory = decided.filter((decision) => decision.category === category);
  return (ofCategory.length > 0 ? ofCategory : decided).map(situationOf);
}
