import { addRating, withdrawRating } from '../db/feedback';
import { AppError } from '../errors';
import { authenticate, databaseAway } from './authenticate';
import { type GatewayRequest, type GatewayResponse, json } from './http';
import { parseFeedback } from './parse';
import type { Runtime } from './runtime';

/** `POST /v1/feedback`: a rating of a request. The last word of a rater counts. */
export async function postFeedback(runtime: Runtime, http: GatewayRequest): Promise<GatewayResponse> {
  const caller = await authenticate(runtime, http.headers.authorization);
  const rating = parseFeedback(await http.readText());
  const id = await addRating(runtime.database, caller, rating).catch(rethrow);
  return json(200, { id, object: 'feedback', request_id: rating.requestId, rating: rating.rating });
}

/** `DELETE /v1/feedback/{request_id}`: takes the caller's rating back. */
export async function deleteFeedback(
  runtime: Runtime,
  http: GatewayRequest,
  requestId: string,
): Promise<GatewayResponse> {
  const caller = await authenticate(runtime, http.headers.authorization);
  const id = await withdrawRating(runtime.database, caller, requestId).catch(rethrow);
  return json(200, { id, object: 'feedback', request_id: requestId, deleted: true });
}

function rethrow(error: unknown): never {
  throw error instanceof AppError ? error : databaseAway(error);
}
