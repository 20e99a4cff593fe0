import { RouterError } from '../engine/errors';
import { newId } from '../engine/id';
import { AppError, httpErrorOf } from '../errors';
import { errorFacts } from '../log';
import { chatCompletions } from './chat-completions';
import { deleteFeedback, postFeedback } from './feedback';
import { healthz, readyz } from './health';
import { type GatewayRequest, type GatewayResponse, json } from './http';
import { getModel, listModels } from './models';
import { route } from './route';
import type { Runtime } from './runtime';
import { getRequestsCsv, getStats, getStatsCsv } from './stats';

/** Paths that the gateway answers; everything else belongs to the pages. */
export function isGatewayPath(path: string): boolean {
  return path === '/v1' || path.startsWith('/v1/') || path === '/healthz' || path === '/readyz';
}

/** Answers one request of the public API. Never throws: every error becomes an answer in OpenAI's shape. */
export async function handle(runtime: Runtime, http: GatewayRequest): Promise<GatewayResponse> {
  const requestId = newId('req');
  try {
    return withRequestId(await dispatch(runtime, http, requestId), requestId);
  } catch (error) {
    return withRequestId(errorResponse(runtime, error, requestId), requestId);
  }
}

function dispatch(
  runtime: Runtime,
  http: GatewayRequest,
  requestId: string,
): Promise<GatewayResponse> | GatewayResponse {
  const { path } = http;
  if (path === '/healthz') return healthz();
  if (path === '/readyz') return readyz(runtime);
  if (path === '/v1/chat/completions') return only('POST', http, () => chatCompletions(runtime, http, requestId));
  if (path === '/v1/route') return only('POST', http, () => route(runtime, http, requestId));
  if (path === '/v1/feedback') return only('POST', http, () => postFeedback(runtime, http));
  if (path === '/v1/models') return only('GET', http, () => listModels(runtime, http));
  if (path === '/v1/stats') return only('GET', http, () => getStats(runtime, http));
  if (path === '/v1/stats.csv') return only('GET', http, () => getStatsCsv(runtime, http));
  if (path === '/v1/requests.csv') return only('GET', http, () => getRequestsCsv(runtime, http));
  const feedbackOf = idAfter('/v1/feedback/', path);
  if (feedbackOf) return only('DELETE', http, () => deleteFeedback(runtime, http, feedbackOf));
  const modelId = idAfter('/v1/models/', path);
  if (modelId) return only('GET', http, () => getModel(runtime, http, modelId));
  throw new AppError(
    'not_found',
    `There is nothing at ${path}. The API lives under /v1, such as POST /v1/chat/completions.`,
  );
}

function only(method: string, http: GatewayRequest, answer: () => Promise<GatewayResponse>): Promise<GatewayResponse> {
  if (http.method !== method)
    throw new AppError('method_not_allowed', `${http.path} takes ${method}, not ${http.method}.`);
  return answer();
}

/** Ids may hold slashes of their own, encoded or not. */
function idAfter(prefix: string, path: string): string | null {
  if (!path.startsWith(prefix) || path.length === prefix.length) return null;
  try {
    return decodeURIComponent(path.slice(prefix.length));
  } catch {
    return null;
  }
}

function errorResponse(runtime: Runtime, error: unknown, requestId: string): GatewayResponse {
  const { status, body, retryAfter } = httpErrorOf(error);
  const isExpected = error instanceof AppError || error instanceof RouterError;
  if (!isExpected || status >= 500) {
    runtime.log(isExpected ? 'warn' : 'error', 'A request was answered with an error.', {
      requestId,
      status,
      ...errorFacts(error),
    });
  }
  return json(status, body, retryAfter === null ? {} : { 'retry-after': String(retryAfter) });
}

function withRequestId(response: GatewayResponse, requestId: string): GatewayResponse {
  return { ...response, headers: { ...response.headers, 'x-request-id': requestId } };
}
