import type { Problem, Reason, Refusal } from '../problem';
import { retryHeaders } from '../retry-hint';

interface Words {
  status: number;
  type: string;
  code: string | null;
  param?: string;
  message: string;
}

/** OpenAI's messages, verbatim except for names and numbers. */
const WORDS: Record<Reason, (model: string) => Words> = {
  overloaded: () => ({
    status: 503,
    type: 'server_error',
    code: null,
    message: 'That model is currently overloaded with other requests. You can retry your request.',
  }),
  rate: (model) => ({
    status: 429,
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: `Rate limit reached for ${model} in organization org-sandbox on requests per min (RPM): Limit 3, Used 3, Requested 1. Visit https://platform.openai.com/account/rate-limits to learn more.`,
  }),
  quota: () => ({
    status: 429,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message:
      'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
  }),
  key: () => ({
    status: 401,
    type: 'invalid_request_error',
    code: 'invalid_api_key',
    message:
      'Incorrect API key provided: sk-sandb***********************oxed. You can find your API key at https://platform.openai.com/account/api-keys.',
  }),
  'context-length': () => ({
    status: 400,
    type: 'invalid_request_error',
    code: 'context_length_exceeded',
    param: 'messages',
    message:
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130214 tokens. Please reduce the length of the messages.",
  }),
  'model-missing': (model) => ({
    status: 404,
    type: 'invalid_request_error',
    code: 'model_not_found',
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
  }),
  invalid: () => ({
    status: 400,
    type: 'invalid_request_error',
    code: 'invalid_value',
    param: 'messages',
    message: "Invalid value for 'messages': the sandbox does not like it.",
  }),
  server: () => ({
    status: 500,
    type: 'server_error',
    code: null,
    message: 'The server had an error while processing your request. Sorry about that!',
  }),
};

/** A problem in the format of OpenAI and compatible vendors. */
export function openAiRefusal(problem: Problem): Refusal {
  const { status, type, code, param = null, message } = WORDS[problem.reason](problem.model);
  return {
    status: problem.status ?? status,
    headers: retryHeaders(problem.retryAfter),
    body: { error: { message: problem.message ?? message, type, param, code } },
  };
}
