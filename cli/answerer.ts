import { readEnv } from '../lib/env';
import { type ConsensusFacts, type DecisionFacts, decisionFacts } from '../lib/gateway/http/response-facts';
import { createA3MRouter, type RouteConsensus, type RouteRequest, type RouteResult } from '../lib/library';

/** An answer, from the server or from this process, with its decision in the format of the API. */
export type Answered = Omit<RouteResult, 'decision'> & { decision: DecisionFacts };

type AnsweredPart = { text: string } & Partial<Answered>;

/** What answers the CLI: a running server, or the router in this process. */
export interface Answerer {
  where: 'server' | 'in-process';
  stream(request: RouteRequest): AsyncIterable<AnsweredPart>;
  route(request: RouteRequest): Promise<Answered>;
  /** Ids of the models that could answer a prompt, best first; calls none of them. */
  candidates(prompt: string): Promise<string[]>;
  close(): Promise<void>;
}

const PROBE_MS = 500;

/** The server at `A3M_URL` when it answers and `A3M_API_KEY` is set; otherwise the library. */
export async function openAnswerer(): Promise<Answerer> {
  const { A3M_URL: url, A3M_API_KEY: key } = readEnv();
  return key && (await isServerAt(url)) ? serverAnswerer(url, key) : libraryAnswerer();
}

/** True when an A3M server answers at the address. */
export async function isServerAt(url: string): Promise<boolean> {
  const probe = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PROBE_MS) }).catch(() => null);
  return probe?.ok ?? false;
}

function libraryAnswerer(): Answerer {
  const router = createA3MRouter({ source: 'cli' });
  return {
    where: 'in-process',
    stream: async function* (request) {
      for await (const { decision, ...part } of router.route({ ...request, stream: true }))
        yield { ...part, ...(decision && { decision: decisionFacts(decision) }) };
    },
    route: async (request) => toAnswered(await router.route(request)),
    candidates: async (prompt) => candidateIds(await router.decide({ prompt })),
    close: () => router.close(),
  };
}

function candidateIds({ candidates }: { candidates: { model: string }[] }): string[] {
  return candidates.map(({ model }) => model);
}

/** A result of the library, with its decision in the format of the API. */
export function toAnswered({ decision, ...result }: RouteResult): Answered {
  return { ...result, decision: decisionFacts(decision) };
}

interface ServerFacts {
  request_id: string;
  provider: string;
  model: string;
  category: RouteResult['category'];
  cost_usd: number | null;
  attempts: number;
  consensus?: ConsensusFacts;
}

function serverAnswerer(url: string, key: string): Answerer {
  const answer = async (request: RouteRequest) => {
    const startedAt = Date.now();
    const response = await callServer(url, key, 'POST', '/v1/chat/completions', toBody(request));
    return toResult(response as ServerAnswer, Date.now() - startedAt);
  };
  return {
    where: 'server',
    route: answer,
    // Printed in one piece: streaming over a loopback socket gains little in a terminal.
    stream: async function* (request) {
      const result = await answer(request);
      yield { text: result.output };
      yield { text: '', ...result };
    },
    candidates: async (prompt) => {
      const { decision } = (await callServer(url, key, 'POST', '/v1/route', toBody({ prompt }))) as ServerRoute;
      return candidateIds(decision);
    },
    close: async () => undefined,
  };
}

interface ServerRoute {
  decision: DecisionFacts;
}

interface ServerAnswer {
  choices: { message: { content: string | null } }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
  router: ServerFacts & { decision: DecisionFacts };
}

function toBody({ prompt, model = 'auto', policy, maxCost, models, parallel, consensus }: RouteRequest): object {
  const router = {
    ...(policy && { policy }),
    ...(maxCost !== undefined && { max_cost_usd: maxCost }),
    ...(models && { models }),
    ...(parallel !== undefined && { parallel }),
    ...(consensus && { consensus }),
    explain: true,
  };
  return { model, messages: [{ role: 'user', content: prompt }], router };
}

function toResult({ choices, usage, router }: ServerAnswer, latency: number): Answered {
  return {
    output: choices[0]?.message.content ?? '',
    provider: router.provider,
    model: router.model,
    category: router.category,
    tokens: { input: usage.prompt_tokens, output: usage.completion_tokens, total: usage.total_tokens },
    cost: router.cost_usd,
    latency,
    attempts: router.attempts,
    decision: router.decision,
    requestId: router.request_id,
    ...(router.consensus && { consensus: toConsensus(router.consensus) }),
  };
}

/** The API's consensus in the library's format. */
function toConsensus({ answers, ...consensus }: ConsensusFacts): RouteConsensus {
  return {
    ...consensus,
    answers: answers.map(({ cost_usd, cost_state, chosen, tool_calls, ttft_ms: _, latency_ms, ...answer }) => ({
      ...answer,
      cost: cost_usd,
      costState: cost_state,
      isChosen: chosen,
      latency: latency_ms,
      ...(tool_calls && { toolCalls: tool_calls }),
    })),
  };
}

/** Calls the server's API. Throws an `Error` with the server's message. */
export async function callServer(
  url: string,
  key: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as { error?: { message: string } };
  if (!response.ok) throw new Error(answer.error?.message ?? `The server answered ${response.status}.`);
  return answer;
}
