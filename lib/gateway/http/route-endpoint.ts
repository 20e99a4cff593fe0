import { countLanes } from '../../engine/decide/lanes';
import type { Decision } from '../../engine/types';
import type { Runtime } from '../../runtime/runtime';
import { type PlanRuntime, planFor } from '../run';
import { authenticate } from './authenticate';
import { type GatewayRequest, type GatewayResponse, json } from './http';
import { parseChatRequest } from './parse-chat';
import { decisionFacts, parallelFacts } from './response-facts';

/** `POST /v1/route`: the decision for a request. Calls no model and stores nothing. */
export async function route(
  runtime: PlanRuntime & Pick<Runtime, 'keys'>,
  http: GatewayRequest,
  requestId: string,
): Promise<GatewayResponse> {
  const caller = await authenticate(runtime, http.headers.authorization);
  const { request, options } = parseChatRequest(await http.readText());
  const decision = planFor(
    runtime,
    caller,
    request,
    options,
    options.session === undefined ? {} : { session: options.session },
  );
  const chosen = decision.candidates[0];
  return json(200, {
    object: 'route',
    request_id: requestId,
    provider: chosen?.provider,
    model: chosen?.model,
    category: decision.category,
    confidence: decision.confidence,
    policy: decision.policy,
    ...(decision.parallel && { parallel: { ...parallelFacts(decision.parallel), ...sumEstimates(decision) } }),
    decision: decisionFacts(decision),
  });
}

/** Expected total cost of the models asked in parallel; null when one of them has no price. */
function sumEstimates(decision: Decision): { estimated_cost_usd: number | null } {
  const costs = decision.candidates.slice(0, countLanes(decision)).map(({ costNanoUsd }) => costNanoUsd);
  const isPriced = costs.every((cost) => cost !== null);
  return { estimated_cost_usd: isPriced ? costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) / 1e9 : null };
}
