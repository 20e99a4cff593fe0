import type { FaultInput } from '../../lib/providers/sandbox/faults';
import { type SandboxServer, startSandbox } from '../../lib/providers/sandbox/server';
import { type ProductionServer, type ProductionServerOptions, startProductionServer } from './production-server';
import { eventually } from './requests';

/** Stands for the keys of all vendors: no answer may ever hold it. */
export const UPSTREAM_KEY = 'sk-upstream-0123456789abcdefSECRET';

/** The production server, its vendors played by one sandbox in the test's own process. */
export interface FaultLab {
  sandbox: SandboxServer;
  server: ProductionServer;
  /** Sends a chat completion and reads everything that came of it. */
  ask(body: Record<string, unknown>): Promise<Seen>;
  close(): Promise<void>;
}

/** One request as its client saw it, and as the ledger has it. */
export interface Seen {
  status: number;
  headers: Headers;
  /** The body as it came. */
  text: string;
  /** The error object, of the body or of the stream's last event; null for an answer. */
  error: Record<string, unknown> | null;
  /** What the answer says: of all its choices' text. */
  content: string;
  /** Why the answer ended; null when it does not say. */
  finish: string | null;
  /** A stream that ended with its `[DONE]`. */
  isDone: boolean;
  usage: { prompt_tokens: number; completion_tokens: number } | null;
  requests: RequestRow[];
  attempts: AttemptRow[];
}

export interface RequestRow {
  status: string;
  failureKind: string | null;
  cost: number | null;
  costState: string;
  attempts: number;
}

export interface AttemptRow {
  model: string;
  outcome: string;
  failureKind: string | null;
  cost: number | null;
  usageState: string;
  input: number;
  output: number;
}

/** Models that no catalogue knows, to be had from the local providers (`ollama/…`, `vllm/…`, `lmstudio/…`). */
const OWN_MODELS = Array.from({ length: 120 }, (_, i) => `own-${i + 1}`);

const PROVIDERS = [
  ...['openai', 'anthropic', 'google', 'groq', 'cerebras', 'mistral'],
  ...['xai', 'together', 'deepseek', 'ollama', 'vllm', 'lmstudio'],
];

/** Starts the lab: every provider leads to the sandbox, but for those whose base URL is given. */
export async function startFaultLab(
  environment: Record<string, string> = {},
  options: ProductionServerOptions & { sandbox?: SandboxServer } = {},
): Promise<FaultLab> {
  const sandbox = options.sandbox ?? (await startSandbox({ slowness: 0, models: OWN_MODELS }));
  const server = await startProductionServer({ ...vendors(sandbox), ...environment }, options);
  return {
    sandbox,
    server,
    ask: (body) => ask(server, body),
    async close() {
      await server.close();
      if (!options.sandbox) await sandbox.close();
    },
  };
}

function vendors({ baseUrls }: SandboxServer): Record<string, string> {
  const entries = PROVIDERS.flatMap((id) => {
    const name = id === 'google' ? 'GEMINI' : id.toUpperCase();
    const url = id === 'anthropic' || id === 'google' ? baseUrls[id] : baseUrls.openai;
    return [
      [`${name}_API_KEY`, UPSTREAM_KEY],
      [`${id.toUpperCase()}_BASE_URL`, url],
    ];
  });
  return { A3M_SANDBOX: 'off', ...Object.fromEntries(entries) };
}

/** A prompt that the sandbox answers with several sentences. */
export const ADVICE = [{ role: 'user' as const, content: 'Give me advice on moving to another city.' }];

async function ask(server: ProductionServer, body: Record<string, unknown>): Promise<Seen> {
  const response = await fetch(`${server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messages: ADVICE, ...body }),
  });
  const text = await response.text();
  const isStream = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
  const ledger = await ledgerOf(server, response.headers.get('x-request-id'));
  return {
    status: response.status,
    headers: response.headers,
    text,
    ...(isStream ? ofStream(text) : ofBody(text)),
    ...ledger,
  };
}

type Answer = Pick<Seen, 'error' | 'content' | 'finish' | 'isDone' | 'usage'>;

function ofBody(text: string): Answer {
  const { error = null, choices, usage = null } = JSON.parse(text);
  const [choice] = choices ?? [];
  const content = choice?.message?.content ?? choice?.message?.refusal ?? '';
  return { error, content, finish: choice?.finish_reason ?? null, isDone: false, usage };
}

function ofStream(text: string): Answer {
  const frames = framesIn(text);
  const chunks = frames.filter((frame) => frame !== '[DONE]').map((frame) => JSON.parse(frame));
  const choices = chunks.flatMap((chunk) => chunk.choices ?? []);
  return {
    error: chunks.at(-1)?.error ?? null,
    content: choices.map(({ delta }) => delta?.content ?? delta?.refusal ?? '').join(''),
    finish: choices.findLast(({ finish_reason }) => finish_reason)?.finish_reason ?? null,
    isDone: frames.at(-1) === '[DONE]',
    usage: chunks.findLast(({ usage }) => usage)?.usage ?? null,
  };
}

function framesIn(text: string): string[] {
  const frames = text.split('\n\n').filter(Boolean);
  return frames.map((frame) => frame.replace(/^data: /, ''));
}

/** What the ledger has of a request, once it is settled; empty when it was never admitted. */
export async function ledgerOf(
  { database }: ProductionServer,
  requestId: string | null,
): Promise<{ requests: RequestRow[]; attempts: AttemptRow[] }> {
  const requests = await eventually(
    () =>
      database.query<RequestRow>(
        `select status, failure_kind as "failureKind", cost_nano_usd::float as cost, cost_state as "costState",
          attempt_count as attempts from requests where id = $1`,
        [requestId],
      ),
    (rows) => rows.every(({ status }) => status !== 'pending'),
  );
  const attempts = await database.query<AttemptRow>(
    `select model, outcome, failure_kind as "failureKind", cost_nano_usd::float as cost, usage_state as "usageState",
      input_tokens as input, output_tokens as output from attempts where request_id = $1 order by number`,
    [requestId],
  );
  return { requests, attempts };
}

/** Puts a fault on a model named by its id. */
export function spoil({ sandbox }: FaultLab, model: string, fault: FaultInput): void {
  sandbox.faults.set(nameOf(model), fault);
}

/** `provider/name` as its vendor knows it. */
export function nameOf(model: string): string {
  return model.slice(model.indexOf('/') + 1);
}
