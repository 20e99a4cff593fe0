import type { JsonObject } from '../../../engine/chat';
import type { Problem, Reason, Refusal } from '../problem';
import { retryDelay } from '../retry-hint';

const TYPE = 'type.googleapis.com/google.rpc.';

interface Words {
  status: number;
  message: string;
  details?: JsonObject[];
}

/** Google's messages. An invalid key is a 400 there, and both kinds of 429 begin with the same sentence. */
const WORDS: Record<Reason, (model: string) => Words> = {
  overloaded: () => ({ status: 503, message: 'The model is overloaded. Please try again later.' }),
  rate: (model) => overQuota(model, 10),
  quota: (model) => overQuota(model, 0),
  key: () => ({
    status: 400,
    message: 'API key not valid. Please pass a valid API key.',
    details: [
      {
        '@type': `${TYPE}ErrorInfo`,
        reason: 'API_KEY_INVALID',
        domain: 'googleapis.com',
        metadata: { service: 'generativelanguage.googleapis.com' },
      },
    ],
  }),
  'context-length': () => ({
    status: 400,
    message: 'The input token count (1200341) exceeds the maximum number of tokens allowed (1048576).',
  }),
  'model-missing': (model) => ({
    status: 404,
    message: `models/${model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
  }),
  invalid: () => ({
    status: 400,
    message: 'Invalid value at \'contents[0]\' (type.googleapis.com/google.ai.generativelanguage.v1beta.Content), "x"',
  }),
  server: () => ({
    status: 500,
    message:
      'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
  }),
};

/** The metric's limit separates rate limiting (above 0) from an account without quota (0). */
function overQuota(model: string, limit: number): Words {
  const metric = 'generativelanguage.googleapis.com/generate_content_paid_tier_requests';
  return {
    status: 429,
    message: `You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits. \n* Quota exceeded for metric: ${metric}, limit: ${limit}, model: ${model}`,
    details: [
      {
        '@type': `${TYPE}QuotaFailure`,
        violations: [
          {
            quotaMetric: metric,
            quotaId: 'GenerateRequestsPerMinutePerProjectPerModel',
            quotaDimensions: { location: 'global', model },
            ...(limit > 0 && { quotaValue: String(limit) }),
          },
        ],
      },
      {
        '@type': `${TYPE}Help`,
        links: [
          {
            description: 'Learn more about Gemini API quotas',
            url: 'https://ai.google.dev/gemini-api/docs/rate-limits',
          },
        ],
      },
    ],
  };
}

const STATUS_NAMES: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** A problem in Google's format: the retry hint is in the body, not in a header. */
export function googleRefusal(problem: Problem): Refusal {
  const words = WORDS[problem.reason](problem.model);
  const code = problem.status ?? words.status;
  const delay = retryDelay(problem.retryAfter, Date.now());
  const details = [
    ...(words.details ?? []),
    ...(delay === null ? [] : [{ '@type': `${TYPE}RetryInfo`, retryDelay: delay }]),
  ];
  return {
    status: code,
    headers: {},
    body: {
      error: {
        code,
        message: problem.message ?? `${words.message}${delay === null ? '' : `\nPlease retry in ${delay}.`}`,
        status: STATUS_NAMES[code] ?? (code >= 500 ? 'INTERNAL' : 'INVALID_ARGUMENT'),
        ...(details.length > 0 && { details }),
      },
    },
  };
}
