import { currentCorrection } from '../../db/learning/feedback';
import { AppError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';
import { correctCategory, type FeedbackRuntime, giveFeedback, takeBackFeedback } from '../learning';
import { authenticate, databaseAway } from './authenticate';
import { type GatewayRequest, type GatewayResponse, json } from './http';
import { parseFeedback } from './parse-chat';

/**
 * `POST /v1/feedback`: a rating of a request, and optionally its correct category. The rater's latest feedback counts.
 * Responds with its effect.
 */
export async function postFeedback(
  runtime: FeedbackRuntime & Pick<Runtime, 'keys'>,
  http: GatewayRequest,
): Promise<GatewayResponse> {
  const caller = await authenticate(runtime, http.headers.authorization);
  const { category, ...rating } = parseFeedback(await http.readText());
  const { requestId } = rating;
  const stored = await giveFeedback(runtime, caller, { ...rating, kind: 'rating' }).catch(rethrow);
  const corrected = category && (await correctCategory(runtime, caller, requestId, category).catch(rethrow));
  return json(200, {
    id: stored.id,
    object: 'feedback',
    request_id: requestId,
    rating: rating.rating,
    effect: stored.effect,
    ...(corrected && { category, category_learned: corrected.isLearned }),
  });
}

/** `DELETE /v1/feedback/{request_id}`: withdraws the caller's rating and category correction. */
export async function deleteFeedback(
  runtime: FeedbackRuntime & Pick<Runtime, 'database' | 'keys'>,
  http: GatewayRequest,
  requestId: string,
): Promise<GatewayResponse> {
  const caller = await authenticate(runtime, http.headers.authorization);
  const { id, effect } = await takeBackFeedback(runtime, caller, requestId).catch(rethrow);
  if (await currentCorrection(runtime.database, caller, requestId))
    await takeBackFeedback(runtime, caller, requestId, 'correction').catch(rethrow);
  return json(200, { id, object: 'feedback', request_id: requestId, deleted: true, effect });
}

function rethrow(error: unknown): never {
  throw error instanceof AppError ? error : databaseAway(error);
}
