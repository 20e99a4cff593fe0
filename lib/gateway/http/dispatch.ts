import { AppError, toHttpError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';
import { isStorable } from '../../storable-text';
import type { FeedbackRuntime } from '../learning';
import { logRefusal, noteRefusal, type RefusalRuntime } from '../refusal';
import type { PlanRuntime, RunRuntime } from '../run';
import { chatCompletions } from './chat-completions';
import { parseClientRequestId } from './client-request-id';
import { deleteFeedback, postFeedback } from './feedback';
import { healthz, readyz } from './health';
import { type GatewayRequest, type GatewayResponse, json, newRequestId } from './http';
import { getModel, listModels } from './models';
import { route } from './route-endpoint';
import { scrape } from './scrape';
import { getRequestsCsv, getStats, getStatsCsv } from './stats';

const OPERATOR_PATHS = new Set(['/healthz', '/readyz', '/metrics']);
const CHAT_PATH = '/v1/chat/completions';

/** What the endpoints need together. */
export type GatewayContext = PlanRuntime &
  RunRuntime &
  FeedbackRuntime &
  RefusalRuntime &
  Pick<
    Runtime,
    | 'breaker'
    | 'catalog'
    | 'database'
    | 'databaseWatch'
    | 'env'
    | 'isDraining'
    | 'isPrepared'
    | 'keys'
    | 'knowledge'
    | 'log'
    | 'metrics'
    | 'providers'
  >;

/** Paths that the gateway serves; all others are pages. */
export function isGatewayPath(path: string): boolean {
  return path === '/v1' || path.startsWith('/v1/') || OPERATOR_PATHS.has(path);
}

/** Handles one request of the public API. Never throws: every error becomes a response in OpenAI's format. */
export async function handle(runtime: GatewayContext, http: GatewayRequest): Promise<GatewayResponse> {
  const requestId = newRequestId();
  try {
    return withRequestId(await dispatch(runtime, http, requestId), requestId);
  } catch (error) {
    return withRequestId(errorResponse(runtime, http, error, requestId), requestId);
  }
}

function dispatch(
  runtime: GatewayContext,
  http: GatewayRequest,
  requestId: string,
): Promise<GatewayResponse> | GatewayResponse {
  const { path } = http;
  if (path === '/healthz') return healthz();
  if (path === '/readyz') return readyz(runtime);
  if (path === '/metrics') return only('GET', http, () => scrape(runtime, http));
  if (path === CHAT_PATH) return only('POST', http, () => chatCompletions(runtime, http, requestId));
  if (path === '/v1/route') return only('POST', http, () => route(runtime, http, requestId));
  if (path === '/v1/feedback') return only('POST', http, () => postFeedback(runtime, http));
  if (path === '/v1/models') return only('GET', http, () => listModels(runtime, http));
  if (path === '/v1/stats') return only('GET', http, () => getStats(runtime, http));
  if (path === '/v1/stats.csv') return only('GET', http, () => getStatsCsv(runtime, http));
  if (path === '/v1/requests.csv') return only('GET', http, () => getRequestsCsv(runtime, http));
  const feedbackRequestId = idAfter('/v1/feedback/', path);
  if (feedbackRequestId) return only('DELETE', http, () => deleteFeedback(runtime, http, feedbackRequestId));
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

/** Ids may contain slashes, encoded or not. Text that cannot be stored is no id. */
function idAfter(prefix: string, path: string): string | null {
  if (!path.startsWith(prefix) || path.length === prefix.length) return null;
  try {
    const id = decodeURIComponent(path.slice(prefix.length));
    return isStorable(id) ? id : null;
  } catch {
    return null;
  }
}

/** Logs server errors, and every error that prevented the admission of a chat request. */
function errorResponse(
  runtime: RefusalRuntime & Pick<Runtime, 'log'>,
  http: GatewayRequest,
  error: unknown,
  requestId: string,
): GatewayResponse {
  const answer = toHttpError(error);
  const { status, body, retryAfter } = answer;
  const refused = { error, answer, requestId, clientRequestId: parseClientRequestId(http) };
  if (http.path === CHAT_PATH) noteRefusal(runtime, 'api', refused);
  else if (status >= 500) logRefusal(runtime.log, refused);
  return json(status, body, retryAfter === null ? {} : { 'retry-after': String(retryAfter) });
}

function withRequestId(response: GatewayResponse, requestId: string): GatewayResponse {
  return { ...response, headers: { ...response.headers, 'x-request-id': requestId } };
}
