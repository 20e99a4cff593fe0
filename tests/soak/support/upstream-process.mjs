/**
 * Three vendors on OpenAI's wire, each on a port of its own, in a process of their own. What goes wrong with each is set
 * by messages of the parent, which also asks how often each was called. The answer to `ticket T, N words, R a second` is
 * the words `T:0 T:1 …`, so that a reader knows what must have arrived.
 */
import { createServer } from 'node:http';

const VENDORS = ['openai', 'groq', 'mistral'];
const TICK_MS = 25;
const HOST = '127.0.0.1';

const vendors = new Map(VENDORS.map((name) => [name, vendorOf(name)]));
const streams = new Set();

function vendorOf(name) {
  const vendor = { name, port: 0, server: null, sockets: new Set(), calls: [], trouble: null };
  vendor.server = createServer((request, response) => answer(vendor, request, response));
  vendor.server.on('connection', (socket) => {
    vendor.sockets.add(socket);
    socket.once('close', () => vendor.sockets.delete(socket));
  });
  return vendor;
}

function listen({ server, port }) {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, HOST, resolve));
}

function close({ server, sockets }) {
  return new Promise((resolve) => {
    server.close(resolve);
    for (const socket of sockets) socket.destroy();
  });
}

async function answer(vendor, request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  vendor.calls.push(Date.now());
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const way = nextWay(vendor);
  if (way) WAYS[way](response, body);
  else if (body.stream) stream(response, body);
  else whole(response, body);
}

/** Each call fails by chance, in the next of the ways. */
function nextWay({ trouble }) {
  if (!trouble || random() >= trouble.share) return null;
  return trouble.ways[trouble.turn++ % trouble.ways.length];
}

/** Knuth's generator, so that a run can be repeated. */
let state = 1;
function random() {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 4_294_967_296;
}

const WAYS = {
  500: (response) => refuse(response, 500),
  502: (response) => refuse(response, 502),
  503: (response) => refuse(response, 503),
  529: (response) => refuse(response, 529),
  429: (response) => refuse(response, 429),
  '429-in-1s': (response) => refuse(response, 429, { 'retry-after': '1' }),
  reset: (response) => response.destroy(),
  html: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>'),
  'not-json': (response, body) => broken(response, body, '{"choices":[{"delta"'),
  'error-in-200': (response, body) => broken(response, body, JSON.stringify(errorOf(500))),
  empty: (response, body) => (body.stream ? stream(response, body, 0) : whole(response, body, 0)),
  'ends-early': (response, body) => {
    if (!body.stream) return response.destroy();
    startStream(response, body);
    response.end();
  },
};

function errorOf(status) {
  return { error: { message: `The vendor plays a ${status}.`, type: 'server_error', param: null, code: null } };
}

function refuse(response, status, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(errorOf(status)));
}

function broken(response, body, data) {
  if (!body.stream) return response.writeHead(200, { 'content-type': 'application/json' }).end(data);
  startStream(response, body);
  response.end(`data: ${data}\n\n`);
}

function orderOf({ messages }) {
  const [, ticket = '?', words = '1', rate = '0'] =
    /ticket (\S+), (\d+) words, (\d+) a second/.exec(messages.at(-1).content) ?? [];
  return { ticket, words: Number(words), perSecond: Number(rate) };
}

const wordOf = (ticket, index) => `${ticket}:${index} `;

function whole(response, body, count = orderOf(body).words) {
  const { ticket } = orderOf(body);
  const content = Array.from({ length: count }, (_, index) => wordOf(ticket, index)).join('');
  const answered = {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: body.model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: usageOf(count),
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
}

function usageOf(words) {
  return { prompt_tokens: 12, completion_tokens: words, total_tokens: 12 + words };
}

function frame(model, rest) {
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model, ...rest })}\n\n`;
}

function delta(model, content, finish_reason = null) {
  return frame(model, { choices: [{ index: 0, delta: content, finish_reason }] });
}

function startStream(response, { model }) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(delta(model, { role: 'assistant', content: '' }));
}

function stream(response, body, count = orderOf(body).words) {
  const { ticket, perSecond } = orderOf(body);
  const one = { response, model: body.model, ticket, count, perSecond, sent: 0, startedAt: Date.now(), isFull: false };
  startStream(response, body);
  if (perSecond === 0 || count === 0) return finish(send(one, count));
  streams.add(one);
  response.on('drain', () => {
    one.isFull = false;
  });
  response.once('close', () => streams.delete(one));
}

/** Writes words until the given number is sent. */
function send(one, upTo) {
  let frames = '';
  for (; one.sent < upTo; one.sent++) frames += delta(one.model, { content: wordOf(one.ticket, one.sent) });
  if (frames && !one.response.write(frames)) one.isFull = true;
  return one;
}

function finish({ response, model, count }) {
  response.write(delta(model, {}, 'stop'));
  response.write(frame(model, { choices: [], usage: usageOf(count) }));
  response.end('data: [DONE]\n\n');
}

setInterval(() => {
  const now = Date.now();
  for (const one of streams) {
    if (one.isFull) continue;
    send(one, Math.min(one.count, Math.floor(((now - one.startedAt) * one.perSecond) / 1000)));
    if (one.sent < one.count) continue;
    streams.delete(one);
    finish(one);
  }
}, TICK_MS);

const COMMANDS = {
  /** `trouble`: null, `{ share, ways }`, or `refused` for a host that takes no connections. */
  async set({ vendor: name, trouble }) {
    const vendor = vendors.get(name);
    const isListening = vendor.server.listening;
    vendor.trouble = trouble && trouble !== 'refused' ? { ...trouble, turn: 0 } : null;
    if (trouble === 'refused' && isListening) await close(vendor);
    if (trouble !== 'refused' && !isListening) await listen(vendor);
  },
  stats: () => ({
    openStreams: streams.size,
    calls: Object.fromEntries([...vendors].map(([name, { calls }]) => [name, calls])),
  }),
  counts: () => Object.fromEntries([...vendors].map(([name, { calls }]) => [name, calls.length])),
};

process.on('message', async ({ id, command, ...rest }) => {
  process.send({ id, result: (await COMMANDS[command](rest)) ?? null });
});
process.on('disconnect', () => process.exit(0));

for (const vendor of vendors.values()) {
  await listen(vendor);
  vendor.port = vendor.server.address().port;
}
process.send({ id: 0, result: Object.fromEntries([...vendors].map(([name, { port }]) => [name, port])) });
