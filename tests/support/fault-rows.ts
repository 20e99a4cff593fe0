import type { FaultInput } from '../../lib/providers/sandbox/faults';
import { type FaultLab, nameOf, type Seen, spoil } from './fault-lab';

/** A row of the contract: what goes wrong, and what must come of it. */
export interface FaultRow {
  name: string;
  /** What the model plays; absent for a model whose host is broken. */
  fault?: FaultInput;
  /** The model with the fault; absent: one of the catalogue that no other row uses. */
  model?: string;
  /** The `router` key of its requests, next to the list of models. */
  router?: Record<string, unknown>;
  /** What the caller gets when no other model can answer. */
  status: number | number[];
  code: RegExp;
  /** Bounds of `retry-after`, in seconds. */
  retryAfter?: [number, number];
  kind: RegExp;
  /** Upstream calls when it is alone: 2 when the same one is worth a retry. */
  calls?: number;
  /** What a healthy second does. */
  second?: 'steps in' | 'is not asked';
  /** In a stream, it strikes after the first content. */
  commits?: boolean;
  breaker: 'failure' | 'throttle' | 'model' | 'none';
}

/** One request of a row, with the calls that its upstreams saw. */
export interface Case extends Seen {
  badCalls: number;
  goodCalls: number;
}

/** Everything that a row is judged by, played once. */
export interface Play {
  json: Case;
  sse: Case;
  jsonSecond: Case;
  sseSecond: Case;
  /** The next request, after failures that must or must not have opened the breaker. */
  next: Case;
  /** `model` only: another model of the same provider. */
  neighbour: Case | null;
  /** After the commit only: what the official client made of the stream. */
  client: 'threw' | 'took it for an answer' | null;
}

/** Deals out models that nothing has happened to yet, in one process. */
export class FreshModels {
  private own = 0;
  /** Of the catalogue: they have prices. No two have the same name. */
  private readonly listed = [
    ...['gpt-6-astra', 'gpt-6.1-sol', 'gpt-6-sol', 'gpt-6-luna', 'gpt-5.6-sol', 'gpt-5.6-terra', 'gpt-5.6-luna'].map(
      of('openai'),
    ),
    ...['gpt-5.5', 'gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-5.2', 'gpt-5.1', 'gpt-4o-mini'].map(of('openai')),
    ...['mistral-large-2512', 'mistral-medium-2604', 'mistral-small-2603', 'codestral-2508'].map(of('mistral')),
    ...['ministral-14b-2512', 'ministral-8b-2512', 'ministral-3b-2512'].map(of('mistral')),
    ...['grok-4.7', 'grok-4.6', 'grok-4.5', 'grok-4.3', 'grok-build-0.1'].map(of('xai')),
    ...['moonshotai/Kimi-K2.6', 'zai-org/GLM-5.2', 'MiniMaxAI/MiniMax-M3'].map(of('together')),
  ];

  fromCatalogue(): string {
    const model = this.listed.shift();
    if (!model) throw new Error('The catalogue has no model left that no row uses.');
    return model;
  }

  /** Of a local provider: as many as one likes, at no price. */
  local(provider: 'ollama' | 'vllm' | 'lmstudio'): string {
    return `${provider}/own-${++this.own}`;
  }
}

function of(provider: string): (name: string) => string {
  return (name) => `${provider}/${name}`;
}

const FAILURES_THAT_OPEN = 5;

/**
 * Plays a row: JSON and SSE, alone and with a healthy second. All that fails does so with one model, four requests in a
 * row; a throttled or missing model is out after the first, so each request gets its own.
 */
export async function playRow(lab: FaultLab, row: FaultRow, fresh: FreshModels): Promise<Play> {
  const good = fresh.local('ollama');
  const one = row.model ?? (sharesModel(row) ? fresh.fromCatalogue() : fresh.local('vllm'));
  const bad = () => (sharesModel(row) ? one : fresh.local('vllm'));
  const play = (model: string, stream: boolean, hasSecond: boolean) =>
    playCase(lab, row, { model, stream, good: hasSecond ? good : null });
  const json = await play(one, false, false);
  const early = sharesModel(row) ? null : await play(one, false, false);
  const sse = await play(bad(), true, false);
  const jsonSecond = await play(bad(), false, true);
  const sseSecond = await play(bad(), true, true);
  const client = row.commits ? await throughClient(lab, one, row) : null;
  // Earlier attempts count as four, or five with the client's.
  for (let failures = client ? 5 : 4; sharesModel(row) && failures < FAILURES_THAT_OPEN; failures++)
    await play(one, false, false);
  const next = early ?? (await play(one, false, false));
  const neighbour = row.breaker === 'model' ? await healthy(lab, fresh.local('vllm')) : null;
  return { json, sse, jsonSecond, sseSecond, next, neighbour, client };
}

function sharesModel({ breaker }: FaultRow): boolean {
  return breaker === 'failure' || breaker === 'none';
}

interface CaseInput {
  model: string;
  stream: boolean;
  good: string | null;
}

async function playCase(lab: FaultLab, { fault, router }: FaultRow, { model, stream, good }: CaseInput): Promise<Case> {
  if (fault) spoil(lab, model, fault);
  const calls = () => ({
    bad: lab.sandbox.callsTo(nameOf(model)),
    good: good ? lab.sandbox.callsTo(nameOf(good)) : 0,
  });
  const before = calls();
  const seen = await lab.ask({
    model: good ? 'auto' : model,
    ...(stream && { stream }),
    router: { ...router, ...(good && { models: [model, good] }) },
  });
  const after = calls();
  return { ...seen, badCalls: after.bad - before.bad, goodCalls: after.good - before.good };
}

async function healthy(lab: FaultLab, model: string): Promise<Case> {
  return { ...(await lab.ask({ model })), badCalls: 0, goodCalls: lab.sandbox.callsTo(nameOf(model)) };
}

async function throughClient({ server }: FaultLab, model: string, { router }: FaultRow): Promise<Play['client']> {
  const body = { model, messages: [{ role: 'user' as const, content: 'Give me advice.' }], stream: true as const };
  try {
    const stream = await server.client.chat.completions.create({ ...body, ...(router && { router }) });
    for await (const _chunk of stream) {
      // Only how it ends matters.
    }
    return 'took it for an answer';
  } catch {
    return 'threw';
  }
}

/** A row's play, once it is known. */
export type Played = (row: FaultRow) => Promise<Play>;

/** Plays rows side by side, but not so many that they slow each other down to their deadlines. */
export function playRows(lab: FaultLab, rows: FaultRow[], atOnce = 6): Played {
  const fresh = new FreshModels();
  const lanes: Promise<unknown>[] = Array.from({ length: atOnce }, () => Promise.resolve());
  const plays = new Map<FaultRow, Promise<Play>>();
  for (const [i, row] of rows.entries()) {
    const lane = i % atOnce;
    const play = (lanes[lane] as Promise<unknown>).then(() => playRow(lab, row, fresh));
    plays.set(row, play);
    lanes[lane] = play.catch(() => undefined);
  }
  return (row) => plays.get(row) as Promise<Play>;
}
