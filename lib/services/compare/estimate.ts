import type { UserCaller } from '../../caller';
import { RouterError } from '../../engine/errors';
import type { PlanContext } from '../../gateway/contexts';
import { planFor } from '../../gateway/run';
import type { Runtime } from '../../runtime/runtime';
import { type ChatSettings, requestFrom } from '../chat/request-from-settings';
import type { EstimateView } from './comparison-view';

/** What asking every column every prompt is expected to cost, by the router's own decision about each. */
export async function estimateOf(
  runtime: PlanContext & Pick<Runtime, 'knowledge'>,
  caller: UserCaller,
  { columns, prompts }: { columns: ChatSettings[]; prompts: string[] },
): Promise<EstimateView> {
  const sum: EstimateView = { costNanoUsd: 0, unpriced: 0, problem: null };
  for (const prompt of prompts) {
    for (const column of columns) {
      const cost = costOf(runtime, caller, column, prompt);
      if (typeof cost === 'number') sum.costNanoUsd += cost;
      else if (cost === null) sum.unpriced++;
      else sum.problem ??= cost.problem;
    }
    // Other people's tokens go on flowing in between.
    await new Promise(setImmediate);
  }
  return sum;
}

function costOf(
  runtime: PlanContext & Pick<Runtime, 'knowledge'>,
  caller: UserCaller,
  column: ChatSettings,
  prompt: string,
) {
  try {
    const { request, options, policy } = requestFrom(runtime, column, [{ role: 'user', content: prompt }]);
    const decision = planFor(runtime, caller, request, options, policy ? { policy } : {});
    return decision.candidates[0]?.costNanoUsd ?? null;
  } catch (error) {
    if (error instanceof RouterError) return { problem: error.message };
    throw error;
  }
}
