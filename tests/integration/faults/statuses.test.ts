import { afterAll, beforeAll, describe } from 'vitest';
import { type FaultLab, startFaultLab } from '../../support/fault-lab';
import { type FaultRow, type Played, playRows } from '../../support/fault-rows';
import { describeRow } from '../../support/fault-verdicts';

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

const FAILING: FaultRow[] = [500, 502, 520, 521, 523, 525, 526, 408, 504, 522, 524].map((status) => ({
  name: `a ${status}`,
  fault: { fault: 'error', status },
  status: [408, 504, 522, 524].includes(status) ? [504, 502] : 502,
  code: /^(upstream_error|timeout)$/,
  kind: /^(server|timeout)$/,
  calls: 2,
  breaker: 'failure',
}));

const OVERLOADED: FaultRow[] = [498, 503, 529].map((status) => ({
  name: `a ${status} without a retry-after`,
  fault: { fault: 'error', status },
  status: 503,
  code: /^(service_unavailable|no_provider_available)$/,
  retryAfter: [1, 300],
  kind: /^overloaded$/,
  breaker: 'failure',
}));

const throttled = { status: 429, code: /^rate_limit_exceeded$/, kind: /^rate-limit$/, breaker: 'throttle' } as const;

const THROTTLED: FaultRow[] = [
  {
    ...throttled,
    name: 'a 429 with a retry-after in seconds',
    fault: { fault: 'rate-limit', retryAfter: 20 },
    retryAfter: [19, 20],
  },
  {
    ...throttled,
    name: 'a 429 with a retry-after as a date',
    fault: { fault: 'rate-limit', retryAfter: inSeconds(120) },
    // The tests before it take their time.
    retryAfter: [60, 121],
  },
  {
    ...throttled,
    name: 'a 429 with a retry-after in milliseconds',
    fault: { fault: 'rate-limit', retryAfter: 'ms:20400' },
    retryAfter: [20, 21],
  },
  {
    ...throttled,
    name: 'a 429 that asks for an hour',
    fault: { fault: 'rate-limit', retryAfter: 3_600 },
    retryAfter: [299, 300],
  },
  {
    ...throttled,
    name: 'a 429 without a retry-after',
    fault: { fault: 'rate-limit', retryAfter: null },
    retryAfter: [1, 5],
  },
  {
    name: 'a 503 with a retry-after',
    fault: { fault: 'error', status: 503, retryAfter: 7 },
    status: 503,
    code: /^(service_unavailable|no_provider_available)$/,
    retryAfter: [6, 7],
    kind: /^overloaded$/,
    breaker: 'throttle',
  },
];

const CALLERS_OWN: FaultRow[] = [
  {
    name: 'a 400',
    fault: { fault: 'error', reason: 'invalid' },
    status: 400,
    code: /^invalid_request_error$/,
    kind: /^invalid-request$/,
    second: 'is not asked',
    breaker: 'none',
  },
  {
    name: 'a 400 with a message that contains a key, a URL and a stack',
    fault: {
      fault: 'error',
      status: 400,
      message:
        'Bad value. Key sk-upstream-0123456789abcdefSECRET at https://user:pw@api.vendor.example/v1?key=AIzaSy0123456789.\n    at handler (/srv/app/index.js:10:5)',
    },
    status: 400,
    code: /^invalid_request_error$/,
    kind: /^invalid-request$/,
    second: 'is not asked',
    breaker: 'none',
  },
  {
    name: 'a 422',
    fault: { fault: 'error', status: 422 },
    status: 422,
    code: /^invalid_request_error$/,
    kind: /^invalid-request$/,
    second: 'is not asked',
    breaker: 'none',
  },
  {
    name: 'a 409, after one more try',
    fault: { fault: 'error', status: 409 },
    status: 409,
    code: /./,
    kind: /^conflict$/,
    calls: 2,
    second: 'is not asked',
    breaker: 'none',
  },
  {
    name: 'a prompt too long for the model, and for the second',
    fault: { fault: 'error', reason: 'context-length' },
    status: 400,
    code: /^context_length_exceeded$/,
    kind: /^context-length$/,
    second: 'is not asked',
    breaker: 'none',
  },
];

const MISSING: FaultRow[] = [
  {
    name: 'a model that the vendor does not know',
    fault: { fault: 'error', reason: 'model-missing' },
    status: 502,
    code: /^upstream_error$/,
    kind: /^model-missing$/,
    breaker: 'model',
  },
];

const rows = [...FAILING, ...OVERLOADED, ...THROTTLED, ...CALLERS_OWN, ...MISSING];
let lab: FaultLab;
let played: Played;
beforeAll(async () => {
  lab = await startFaultLab();
  played = playRows(lab, rows);
});
afterAll(() => lab.close());

describe('an upstream that answers with', () => {
  for (const row of rows) describeRow(row, () => played(row));
});
