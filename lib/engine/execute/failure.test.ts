import { describe, expect, it } from 'vitest';
import { classifyHttpFailure, classifyNetworkFailure } from './failure';

const classify = (status: number, body: unknown, headers: Record<string, string> = {}, now = 0) =>
  classifyHttpFailure({
    provider: 'acme',
    status,
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    now,
  });

describe('classifyHttpFailure', () => {
  it.each([
    [
      'OpenAI',
      429,
      { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } },
      'rate-limit',
      'throttle',
    ],
    [
      'OpenAI out of quota',
      429,
      { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } },
      'quota',
      'credential',
    ],
    [
      'OpenAI',
      401,
      { error: { message: 'Incorrect API key provided: sk-secret', code: 'invalid_api_key' } },
      'auth',
      'credential',
    ],
    [
      'OpenAI',
      400,
      { error: { message: 'maximum context length is 8192', code: 'context_length_exceeded' } },
      'context-length',
      'none',
    ],
    ['OpenAI', 400, { error: { message: 'Invalid temperature', param: 'temperature' } }, 'invalid-request', 'none'],
    [
      'OpenAI',
      404,
      { error: { message: 'The model does not exist', code: 'model_not_found' } },
      'model-missing',
      'model',
    ],
    ['OpenAI', 500, { error: { message: 'The server had an error' } }, 'server', 'failure'],
    [
      'Anthropic',
      529,
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      'overloaded',
      'failure',
    ],
    [
      'Anthropic',
      400,
      { type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens' } },
      'context-length',
      'none',
    ],
    [
      'Anthropic',
      400,
      { type: 'error', error: { type: 'invalid_request_error', message: 'Your credit balance is too low' } },
      'quota',
      'credential',
    ],
    [
      'Gemini',
      429,
      { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Try later' } },
      'rate-limit',
      'throttle',
    ],
    [
      'Gemini',
      400,
      { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'API key not valid. Please pass a valid API key.' } },
      'auth',
      'credential',
    ],
    [
      'Gemini in a list',
      503,
      [{ error: { code: 503, status: 'UNAVAILABLE', message: 'overloaded' } }],
      'overloaded',
      'failure',
    ],
    ['Groq', 498, { error: { message: 'Flex tier capacity exceeded' } }, 'overloaded', 'failure'],
    ['a proxy', 502, '<html>Bad Gateway</html>', 'server', 'failure'],
    ['a proxy', 524, '', 'timeout', 'failure'],
    ['anybody', 402, {}, 'quota', 'credential'],
    ['anybody', 422, { detail: 'nope' }, 'invalid-request', 'none'],
    ['anybody', 408, {}, 'timeout', 'failure'],
    ['anybody', 409, { error: { message: 'Conflict' } }, 'conflict', 'none'],
    ['a proxy', 413, '<html>Too Large</html>', 'context-length', 'none'],
    [
      'OpenAI',
      403,
      { error: { message: 'Project has no access to model', code: 'model_not_found' } },
      'model-missing',
      'model',
    ],
    [
      'Gemini without quota',
      429,
      { error: { status: 'RESOURCE_EXHAUSTED', message: 'Quota exceeded for metric: x, limit: 0, model: y' } },
      'quota',
      'credential',
    ],
    // A caller's words that a vendor quotes are no reason to think ill of the account.
    [
      'OpenAI',
      400,
      { error: { message: "Invalid value 'billing': api key not valid, exceeded your current quota" } },
      'invalid-request',
      'none',
    ],
  ])('reads %s %i as what it is', (_vendor, status, body, kind, breaker) => {
    expect(classify(status, body)).toMatchObject({ kind, breaker, httpStatus: status });
  });

  it('takes Gemini’s quota of a minute, which says when to come back, for a rate limit', () => {
    const message = 'You exceeded your current quota, please check your plan and billing details.';
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '20s' }];
    const error = { code: 429, status: 'RESOURCE_EXHAUSTED', message };
    expect(classify(429, { error: { ...error, details } })).toMatchObject({ kind: 'rate-limit', retryAfterMs: 20_000 });
    expect(classify(429, { error }).kind).toBe('quota');
  });

  it('never repeats a vendor’s words that may hold a key', () => {
    const { message } = classify(401, { error: { message: 'Incorrect API key provided: sk-secret-1234' } });
    expect(message).not.toContain('sk-secret');
  });

  it('quotes a vendor’s words about the caller’s own mistake', () => {
    expect(classify(400, { error: { message: 'temperature must be at most 2' } }).message).toContain(
      'temperature must be at most 2',
    );
  });

  it('reads retry-after in seconds, in milliseconds, as a date and from Google’s RetryInfo', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    const waits = [
      classify(429, {}, { 'retry-after': '7' }),
      classify(429, {}, { 'retry-after-ms': '1500' }),
      classify(429, {}, { 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }, now),
      classify(429, { error: { details: [{ '@type': 'RetryInfo', retryDelay: '20s' }] } }),
      classify(429, {}),
    ].map(({ retryAfterMs }) => retryAfterMs);
    expect(waits).toEqual([7_000, 1_500, 30_000, 20_000, null]);
  });

  it('reads retry-after from the rate limit that is used up, and from no other', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    const limits = {
      'x-ratelimit-remaining-requests': '7',
      'x-ratelimit-reset-requests': '6m0s',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '1m2.5s',
    };
    const anthropic = {
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': '2026-11-22T12:00:09Z',
    };
    expect([classify(429, {}, limits), classify(429, {}, anthropic, now)].map((one) => one.retryAfterMs)).toEqual([
      62_500, 9_000,
    ]);
  });

  it('takes a time that has passed, or none, for not saying', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    const waits = ['0', '-3', 'Sun, 22 Nov 2026 11:00:00 GMT', 'soon'].map(
      (value) => classify(503, {}, { 'retry-after': value }, now).retryAfterMs,
    );
    expect(waits).toEqual([null, null, null, null]);
  });

  it('repeats no key and no link, even where it quotes the vendor', () => {
    const { message } = classify(400, {
      error: { message: 'Bad header sk-proj-abcdefghijkl1234 for https://user:pw@host.example/x?key=1, see docs' },
    });
    expect(message).not.toMatch(/abcdefghijkl|host\.example|pw@/);
    expect(message).toContain('see docs');
  });

  it('waits at most five minutes, whatever a vendor asks for', () => {
    expect(classify(429, {}, { 'retry-after': '86400' }).retryAfterMs).toBe(300_000);
  });

  it('treats an overloaded vendor that says when to come back as throttling', () => {
    expect(classify(503, {}, { 'retry-after': '5' }).breaker).toBe('throttle');
  });
});

describe('classifyNetworkFailure', () => {
  it.each([
    ['ECONNREFUSED', 'connection', 'failure'],
    ['ENOTFOUND', 'connection', 'failure'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'failure'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'credential'],
  ])('reads %s, also inside a cause', (code, kind, breaker) => {
    const error = new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });
    expect(classifyNetworkFailure('acme', error)).toMatchObject({ kind, breaker });
  });
});
