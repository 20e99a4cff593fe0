import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange, expectSoundExchange } from '../support/fakes/bare-socket';
import { type FaultLab, startFaultLab } from '../support/fault-lab';

let lab: FaultLab;
beforeAll(async () => {
  lab = await startFaultLab();
});
afterAll(() => lab.close());

const CRLF = '\r\n';
const BODY = JSON.stringify({ model: 'openai/gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] });

/** The head of a request, line by line; `KEY` stands for a working key. */
function head(first: string, ...lines: string[]): string {
  return [first, ...lines].join(CRLF) + CRLF + CRLF;
}

const post = (...lines: string[]) =>
  head('POST /v1/chat/completions HTTP/1.1', 'host: x', 'authorization: Bearer KEY', ...lines);
const get = (...lines: string[]) => head('GET /v1/models HTTP/1.1', 'host: x', 'authorization: Bearer KEY', ...lines);
const whole = post(`content-length: ${BODY.length}`) + BODY;
const chunked = (chunks: string) => post('transfer-encoding: chunked') + chunks;
const many = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i));

/** The bytes sent, and the statuses of the responses, in order. */
const MESSAGES: [what: string, text: string, statuses: number[]][] = [
  ['a chunk size that is none', chunked('zz\r\nhello\r\n0\r\n\r\n'), [400]],
  ['a negative chunk size', chunked('-5\r\nhello\r\n0\r\n\r\n'), [400]],
  ['a chunk size beyond all bounds', chunked('FFFFFFFFFFFFFFFFFF\r\nhello'), [400]],
  ['a chunk longer than it says', chunked('3\r\nhello\r\n0\r\n\r\n'), [400]],
  ['chunk extensions without end', chunked(`1;${'x'.repeat(20_000)}\r\n{\r\n0\r\n\r\n`), [413]],
  ['both a length and chunks', `${post('content-length: 5', 'transfer-encoding: chunked')}0\r\n\r\n`, [400]],
  ['two lengths that differ', `${post('content-length: 5', 'content-length: 6')}hello`, [400]],
  ['a length that is no number', `${post('content-length: five')}hello`, [400]],
  ['a negative length', `${post('content-length: -5')}hello`, [400]],
  ['an unknown transfer encoding', `${post('transfer-encoding: rot13')}hello`, [400]],
  ['headers of 20 KB', get(`x-long: ${'v'.repeat(20_000)}`), [431]],
  ['headers of 2 MB', get(...many(2_000, (i) => `x-${i}: ${'v'.repeat(1_000)}`)), [431]],
  ['a path of 64 KB', head(`GET /v1/${'a'.repeat(64_000)} HTTP/1.1`, 'host: x'), [431]],
  ['no host', head('GET /v1/models HTTP/1.1'), [400]],
  ['a NUL in a header', get('x: a\0b'), [400]],
  ['a bare carriage return in a header', get('x: a\rb'), [400]],
  ['a space before the colon', get('x : b'), [400]],
  ['a header without a name', get(': b'), [400]],
  ['a folded header', get('x: a\r\n b'), [400]],
  ['a method that is none', head('FLY /v1/models HTTP/1.1', 'host: x'), [400]],
  ['a version from the future', head('GET /v1/models HTTP/9.9', 'host: x'), [400]],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
  ['a greeting in TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400]],
  ['noise', '\x00\xff\x13 hello\r\n\r\n', [400]],
  [
    'an expectation that cannot be met',
    `${post('expect: a miracle', 'content-length: 2', 'connection: close')}{}`,
    [417],
  ],
  ['garbage after a whole request', `${whole}garbage garbage\r\n\r\n`, [200, 400]],
  ['a body longer than its length', `${post('content-length: 2')}${BODY}`, [400, 400]],
  ['three requests at once, the last one broken', `${get()}${get()}GET /v1/mo dels HTTP/1.1\r\n\r\n`, [200, 200, 400]],
  [
    'an address for a target',
    head('GET http://evil.example/v1/models HTTP/1.1', 'host: x', 'connection: close'),
    [401],
  ],
];

const send = (text: string, options = {}) =>
  exchange(lab.server.url, [Buffer.from(text.replaceAll('KEY', lab.server.key), 'latin1')], options);

describe('on a bare socket', () => {
  it.concurrent.each(MESSAGES)(
    'answers %s with an error message, and closes the connection',
    async (_what, text, statuses) => {
      const exchanged = await send(text);
      expect(exchanged.answers.map(({ status }) => status)).toEqual(statuses);
      expectSoundExchange(exchanged);
      expect(exchanged.isClosed).toBe(true);
    },
  );

  it.concurrent.each([
    ['a body that never comes whole', `${post('content-length: 500')}{"model":`],
    ['chunks that break off', chunked('5\r\n{"mod')],
    ['headers that break off', 'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthoriz'],
    ['nothing', ''],
  ])('closes the connection of a client that stops after %s', async (_what, text) => {
    const exchanged = await send(text, { ends: true });
    expectSoundExchange(exchanged);
    expect(exchanged.isClosed).toBe(true);
  });

  it('does not hold a tunnel open', async () => {
    const exchanged = await send(head('CONNECT evil.example:443 HTTP/1.1', 'host: evil.example'));
    expectSoundExchange(exchanged);
    expect(exchanged.isClosed).toBe(true);
  });

  it.each(['h2c', 'websocket'])('answers as ever a client that offers %s', async (protocol) => {
    const offer = ['connection: upgrade, close', `upgrade: ${protocol}`, 'http2-settings: AAMAAABkAAQAAP__'];
    const exchanged = await send(post(...offer, `content-length: ${BODY.length}`) + BODY);
    expect(exchanged.answers.map(({ status }) => status)).toEqual([200]);
    expect(exchanged.isClosed).toBe(true);
    // Next serves the pages in the same process: its handling must not change the answer.
    expect((await fetch(`${lab.server.url}/login`)).status).toBe(200);
  });

  it('finishes a stream that is under way before it answers the garbage behind it', async () => {
    lab.sandbox.faults.set('gpt-4o', { fault: 'slow', delayMs: 300 });
    const body = JSON.stringify({ ...JSON.parse(BODY), model: 'openai/gpt-4o', stream: true });
    const exchanged = await send(`${post(`content-length: ${body.length}`)}${body}garbage\r\n\r\n`);
    expect(exchanged.answers.map(({ status }) => status)).toEqual([200, 400]);
    expect(exchanged.answers[0]?.body).toMatch(/data: \[DONE\]\n\n$/);
    expectSoundExchange(exchanged);
  });

  it('is healthy afterwards, and was surprised by nothing', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await fetch(lab.server.url + path)).status).toBe(200);
    expect((await lab.ask({ model: 'openai/gpt-4o-mini' })).status).toBe(200);
    expect(lab.server.stderr.filter((line) => !line.includes('"level":"warn"'))).toEqual([]);
  });
});
