import type { UserCaller } from '../../caller';
import { RouterError } from '../../engine/errors';
import { type PlanRuntime, planFor } from '../../gateway/run';
import type { Runtime } from '../../runtime/runtime';
import { type ChatSettings, requestFrom } from '../chat/request-from-settings';
import type { EstimateView } from './comparison-view';

/** Expected cost of asking every column every prompt, by the router's decision about each. */
export async function estimateComparison(
  runtime: PlanRuntime & Pick<Runtime, 'knowledge'>,
  caller: UserCaller,
  { columns, prompts }: { columns: ChatSettings[]; prompts: string[] },
): Promise<EstimateView> {
  const sum: EstimateView = { costNanoUsd: 0, unpriced: 0, problem: null };
  for (const prompt of prompts) {
    for (const column of columns) {
      const cost = estimateCost(runtime, caller, column, prompt);
      if (typeof cost === 'number') sum.costNanoUsd += cost;
      else if (cost === null) sum.unpriced++;
      else sum.problem ??= cost.problem;
    }
    // Yields to the event loop so that streams of other requests continue.
    await new Promise(setImmediate);
  }
  return sum;
}

function estimateCost(
  runtime: PlanRuntime & Pick<Runtime, 'knowledge'>,
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
