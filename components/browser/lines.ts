/** Parses a stream of JSON lines. */
export async function* linesIn<Line>(stream: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { done, value = '' } = await reader.read();
    const lines = (rest + value).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines) if (line) yield JSON.parse(line) as Line;
    if (done) return;
  }
}

/** The server's last line when it ends such a stream with an error. */
type ErrorLine = { type: 'error'; message: string };

/** The server rejected the request with a message. */
export class Refused extends Error {}

interface AskForLines {
  url: string;
  /** Sent as JSON. */
  body: unknown;
  signal?: AbortSignal;
  /** The error message when the server gives no reason. */
  failed: string;
}

/**
 * Posts a request that is answered with JSON lines. Throws `Refused` when it is rejected, or an `Error` when it ends
 * early.
 */
export async function* askForLines<Line>({ url, body, signal, failed }: AskForLines): AsyncGenerator<Line> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body), ...(signal && { signal }) };
  const response = await fetch(url, init).catch(() => null);
  if (!response?.ok || !response.body) {
    const refusal = await response?.json().catch(() => null);
    const message: unknown = refusal?.error?.message;
    if (typeof message === 'string') throw new Refused(message);
    throw new Error(`${failed} The server did not answer.`);
  }
  for await (const line of linesIn<Line | ErrorLine>(response.body)) {
    if (isError(line)) throw new Error(line.message);
    yield line;
  }
}

function isError(line: unknown): line is ErrorLine {
  return (line as ErrorLine).type === 'error';
}
