import { currentCorrection } from '../../db/learning/feedback';
import { AppError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';
import type { LearnContext } from '../contexts';
import { correctCategory, giveFeedback, takeBackFeedback } from '../learning';
import { authenticate, databaseAway } from './authenticate';
import { type GatewayRequest, type GatewayResponse, json } from './http';
import { parseFeedback } from './parse-chat';

/**
 * `POST /v1/feedback`: a rating of a request, and which kind of prompt it was. The last word of a rater counts. Answers
 * with what it changed.
 */
export async function postFeedback(
  runtime: LearnContext & Pick<Runtime, 'keys'>,
  http: GatewayRequest,
): Promise<GatewayResponse> {
  const caller = await authenticate(runtime, http.headers.authorization);
  const { category, ...rating } = parseFeedback(await http.readText());
  const { requestId } = rating;
  const said = await giveFeedback(runtime, caller, { ...rating, kind: 'rating' }).catch(rethrow);
  const corrected = category && (await correctCategory(runtime, caller, requestId, category).catch(rethrow));
  return json(200, {
    id: said.id,
    object: 'feedback',
    request_id: requestId,
    rating: rating.rating,
    effect: said.effect,
    ...(corrected && { category, category_learned: corrected.isLearned }),
  });
}

/** `DELETE /v1/feedback/{request_id}`: takes back what the caller said: the rating, and the category if it was corrected. */
export async function deleteFeedback(
  runtime: LearnContext & Pick<Runtime, 'database' | 'keys'>,
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
