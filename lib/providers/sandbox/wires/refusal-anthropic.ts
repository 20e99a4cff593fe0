import type { Problem, Reason, Refusal } from '../problem';
import { retryHeaders } from '../retry-hint';

interface Words {
  status: number;
  type: string;
  message: string;
}

/** Anthropic's messages. An account without credit is a 400 there, and overload a 529. */
const WORDS: Record<Reason, (model: string) => Words> = {
  overloaded: () => ({ status: 529, type: 'overloaded_error', message: 'Overloaded' }),
  rate: () => ({
    status: 429,
    type: 'rate_limit_error',
    message:
      'This request would exceed the rate limit for your organization of 50 requests per minute. For details, refer to: https://docs.claude.com/en/api/rate-limits.',
  }),
  quota: () => ({
    status: 400,
    type: 'invalid_request_error',
    message:
      'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
  }),
  key: () => ({ status: 401, type: 'authentication_error', message: 'invalid x-api-key' }),
  'context-length': () => ({
    status: 400,
    type: 'invalid_request_error',
    message: 'prompt is too long: 208310 tokens > 200000 maximum',
  }),
  'model-missing': (model) => ({ status: 404, type: 'not_found_error', message: `model: ${model}` }),
  invalid: () => ({
    status: 400,
    type: 'invalid_request_error',
    message: 'messages: the sandbox does not like them',
  }),
  server: () => ({ status: 500, type: 'api_error', message: 'Internal server error' }),
};

/** The error type for a status other than the reason's usual one. */
const TYPES: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** A problem in Anthropic's format. */
export function anthropicRefusal(problem: Problem): Refusal {
  const words = WORDS[problem.reason](problem.model);
  const status = problem.status ?? words.status;
  const type = status === words.status ? words.type : (TYPES[status] ?? words.type);
  return {
    status,
    headers: { 'request-id': REQUEST_ID, ...retryHeaders(problem.retryAfter) },
    body: { type: 'error', error: { type, message: problem.message ?? words.message }, request_id: REQUEST_ID },
  };
}

const REQUEST_ID = 'req_011CSandboxSandboxSandbox';
