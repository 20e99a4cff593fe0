import net from 'node:net';
import { expectErrorBody } from './odd-answers';

const TIMEOUT_MS = 5_000;

/** What came back on a bare socket. */
export interface Exchange {
  answers: { status: number; headers: Record<string, string>; body: string }[];
  /** The server closed the connection. */
  isClosed: boolean;
}

/**
 * Says bytes on a bare socket and listens until the server closes it, or for five seconds; `ends` says no more
 * afterwards, as a client that gave up.
 */
export function exchange(url: string, pieces: (string | Buffer)[], { ends = false } = {}): Promise<Exchange> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    const done = (isClosed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ answers: parseAnswers(Buffer.concat(chunks).toString('latin1')), isClosed });
    };
    const timer = setTimeout(() => done(false), TIMEOUT_MS);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => done(true));
    socket.once('connect', () => {
      for (const piece of pieces) socket.write(piece);
      if (ends) socket.end();
    });
  });
}

/** Every answer in what a connection brought. Throws when it is not HTTP through and through. */
function parseAnswers(text: string): Exchange['answers'] {
  const answers: Exchange['answers'] = [];
  for (let rest = text; rest.length > 0; ) {
    const end = rest.indexOf('\r\n\r\n');
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
    if (end < 0 || !status) throw new Error(`This is no HTTP: ${rest.slice(0, 200)}`);
    const headers = Object.fromEntries(lines.map((line) => line.toLowerCase().split(/: ?(.*)/s, 2)));
    const after = rest.slice(end + 4);
    const { body, length } = bodyOf(headers, after);
    if (status >= 200) answers.push({ status, headers, body });
    rest = after.slice(length);
  }
  return answers;
}

function bodyOf(headers: Record<string, string>, text: string): { body: string; length: number } {
  if (headers['transfer-encoding'] !== 'chunked') {
    const length = Number(headers['content-length'] ?? 0);
    return { body: text.slice(0, length), length };
  }
  let body = '';
  for (let at = 0; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
    if (!(size > 0)) return { body, length: at };
  }
}

/** Each answer is a success or an error object of the caller's making, under an id. */
export function expectSoundExchange({ answers }: Exchange): void {
  for (const { status, headers, body } of answers) {
    if (!headers['x-request-id']?.startsWith('req_'))
      throw new Error(`${status} came without an x-request-id: ${body}`);
    if (status >= 500) throw new Error(`${status}: ${body}`);
    if (status >= 400) expectErrorBody(body);
  }
}
