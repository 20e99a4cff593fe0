import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../lib/providers/sandbox/faults';
import { type BrokenHost, untrustedHost } from '../../support/fakes/broken-hosts';
import { type FaultLab, nameOf, type Seen, spoil, startFaultLab } from '../../support/fault-lab';
import { expectErrorObject, expectRetryAfter } from '../../support/fault-verdicts';

/** A fault of a credential takes all its provider's models out, so each request has a provider of its own. */
interface Play {
  lab: 0 | 1;
  /** With the fault. */
  model: string;
  /** Another model behind the same credential. */
  neighbour?: string;
  stream: boolean;
  hasSecond: boolean;
}

interface Row {
  name: string;
  /** Absent: the host's certificate is the fault. */
  fault?: FaultInput;
  status: number;
  code: RegExp;
  kind: string;
  hasRetryAfter?: boolean;
  plays: Play[];
}

const GOOD = 'ollama/own-1';
const refused = { status: 502, code: /^provider_auth_error$/, kind: 'auth' };
const gone = { status: 503, code: /^(no_provider_available|service_unavailable)$/, kind: 'quota', hasRetryAfter: true };

const rows: Row[] = [
  {
    ...refused,
    name: 'a refused key (401)',
    fault: { fault: 'refuse-key' },
    plays: [
      play(0, 'openai/gpt-4o', 'openai/gpt-4.1', 'JSON', 'alone'),
      play(0, 'groq/qwen/qwen3-32b', 'groq/openai/gpt-oss-20b', 'SSE', 'alone'),
      play(0, 'mistral/mistral-large-2512', 'mistral/codestral-2508', 'JSON', 'second'),
      play(0, 'vllm/own-2', 'vllm/own-3', 'SSE', 'second'),
      play(0, 'anthropic/claude-haiku-4-5', 'anthropic/claude-sonnet-5-5', 'JSON', 'alone'),
      play(0, 'google/gemini-3.5-flash', 'google/gemini-4-argon', 'SSE', 'alone'),
    ],
  },
  {
    ...refused,
    name: 'a key that may not (403)',
    fault: { fault: 'error', status: 403 },
    plays: [
      play(0, 'lmstudio/own-4', 'lmstudio/own-5', 'JSON', 'alone'),
      play(1, 'cerebras/gpt-oss-120b', undefined, 'SSE', 'second'),
    ],
  },
  {
    name: 'a certificate from an unknown authority',
    status: 502,
    code: /^upstream_error$/,
    kind: 'tls',
    plays: [
      play(0, 'together/zai-org/GLM-5.2', 'together/moonshotai/Kimi-K2.6', 'JSON', 'alone'),
      play(0, 'deepseek/deepseek-v4-pro', 'deepseek/deepseek-v4-flash', 'SSE', 'alone'),
      play(0, 'xai/grok-4.7', 'xai/grok-4.5', 'JSON', 'second'),
      play(0, 'cerebras/gpt-oss-120b', undefined, 'SSE', 'second'),
    ],
  },
  {
    ...gone,
    name: 'an unpaid bill (402)',
    fault: { fault: 'error', status: 402 },
    plays: [
      play(1, 'openai/gpt-4o', 'openai/gpt-4.1', 'JSON', 'alone'),
      play(1, 'groq/qwen/qwen3-32b', 'groq/openai/gpt-oss-20b', 'SSE', 'alone'),
      play(1, 'mistral/mistral-large-2512', 'mistral/codestral-2508', 'JSON', 'second'),
      play(1, 'xai/grok-4.7', 'xai/grok-4.5', 'SSE', 'second'),
    ],
  },
  {
    ...gone,
    name: 'an exhausted quota, as each vendor reports it',
    fault: { fault: 'error', reason: 'quota' },
    plays: [
      play(1, 'together/zai-org/GLM-5.2', 'together/moonshotai/Kimi-K2.6', 'JSON', 'alone'),
      play(1, 'deepseek/deepseek-v4-pro', 'deepseek/deepseek-v4-flash', 'SSE', 'alone'),
      play(1, 'vllm/own-2', 'vllm/own-3', 'JSON', 'second'),
      play(1, 'lmstudio/own-4', 'lmstudio/own-5', 'SSE', 'second'),
      play(1, 'anthropic/claude-haiku-4-5', 'anthropic/claude-sonnet-5-5', 'JSON', 'alone'),
      play(1, 'google/gemini-3.5-flash', 'google/gemini-4-argon', 'SSE', 'alone'),
    ],
  },
];

function play(
  lab: 0 | 1,
  model: string,
  neighbour: string | undefined,
  wire: 'JSON' | 'SSE',
  company: 'alone' | 'second',
): Play {
  return { lab, model, stream: wire === 'SSE', hasSecond: company === 'second', ...(neighbour && { neighbour }) };
}

let untrusted: BrokenHost;
let labs: FaultLab[];
beforeAll(async () => {
  untrusted = await untrustedHost();
  const distrusted = ['TOGETHER', 'DEEPSEEK', 'XAI', 'CEREBRAS'].map((name) => [`${name}_BASE_URL`, untrusted.url]);
  labs = await Promise.all([startFaultLab(Object.fromEntries(distrusted)), startFaultLab()]);
});
afterAll(async () => {
  for (const lab of labs) await lab.close();
  await untrusted.close();
});

for (const row of rows) {
  describe(row.name, () => {
    for (const one of row.plays) {
      const { model, stream, hasSecond } = one;
      it(`${model}, ${stream ? 'SSE' : 'JSON'}, ${hasSecond ? 'with a healthy second' : 'alone'}`, () =>
        judge(row, one));
    }
  });
}

it('never sends a request to a host that it does not trust', () => {
  expect(untrusted.requests()).toBe(0);
});

/** Reported or answered by a fallback; then excluded immediately, like the other model behind the same credential. */
async function judge(row: Row, one: Play): Promise<void> {
  const lab = labs[one.lab] as FaultLab;
  const { model, stream, hasSecond } = one;
  if (row.fault) spoil(lab, model, row.fault);
  const router = hasSecond ? { models: [model, GOOD] } : {};
  const seen = await lab.ask({ model: hasSecond ? 'auto' : model, stream, router });
  if (hasSecond) expectSecond(seen, row, stream);
  else expectError(seen, row);
  if (row.fault) expect(lab.sandbox.callsTo(nameOf(model))).toBe(1);
  await expectOut(lab, model, row);
  if (one.neighbour) await expectOut(lab, one.neighbour, row);
}

function expectError(seen: Seen, { status, code, kind, hasRetryAfter }: Row): void {
  expect(seen.status).toBe(status);
  expectErrorObject(seen);
  expect(String(seen.error?.code)).toMatch(code);
  if (hasRetryAfter) expectRetryAfter(seen, [1, 86_400]);
  expect(seen.requests).toEqual([
    expect.objectContaining({ status: 'failed', failureKind: kind, cost: 0, attempts: 1 }),
  ]);
  expect(seen.attempts).toEqual([expect.objectContaining({ outcome: 'failed', failureKind: kind, cost: 0 })]);
}

function expectSecond(seen: Seen, { kind }: Row, isStream: boolean): void {
  expect(seen).toMatchObject({ status: 200, error: null, finish: 'stop', isDone: isStream });
  expect(seen.content).toContain('made up by own-1.');
  expect(seen.requests).toEqual([expect.objectContaining({ status: 'succeeded', attempts: 2 })]);
  expect(seen.attempts).toEqual([
    expect.objectContaining({ outcome: 'failed', failureKind: kind, cost: 0 }),
    expect.objectContaining({ outcome: 'succeeded', failureKind: null }),
  ]);
}

/** Refused immediately, and no model is called. */
async function expectOut(lab: FaultLab, model: string, row: Row): Promise<void> {
  const before = lab.sandbox.callsTo(nameOf(model));
  const seen = await lab.ask({ model });
  expect([model, seen.status]).toEqual([model, 503]);
  expectErrorObject(seen);
  expectRetryAfter(seen, [1, 86_400]);
  if (row.fault) expect(lab.sandbox.callsTo(nameOf(model))).toBe(before);
}
