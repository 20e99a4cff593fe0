import fc from 'fast-check';

/** A malformed or unusual request, sent on purpose or by mistake. */
export interface OddRequest {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

const KEY_PLACEHOLDER = 'Bearer {key}';

/** Every kind of JSON value, and the edge cases of JSON parsers. */
const weird = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 53,
    -(2 ** 63),
    1e300,
    '',
    ' ',
    '\0',
    '\ud800',
    '\u202e',
    'null',
  ),
  fc.constantFrom<unknown>([], {}, [[[[[]]]]], { toString: 'x' }, { constructor: { prototype: {} } }, { length: 1e9 }),
  fc.constantFrom<unknown>('a'.repeat(20_000), '💥'.repeat(3_000), '(a+)+$'.repeat(500), '{'.repeat(2_000)),
);

/** As it should be, but for one time in a hundred: a request has so many parts that most would go astray otherwise. */
function mostly<T>(arbitrary: fc.Arbitrary<T>, astray: fc.Arbitrary<unknown> = weird): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 99, arbitrary }, { weight: 1, arbitrary: astray });
}

const words = fc.oneof(
  fc.constantFrom('What is 12 * 7?', 'Write a haiku', 'def f(x):', 'Résumé: 你好', 'The weather in Oslo?'),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const part = fc.oneof(
  fc.record({ type: fc.constant('text'), text: mostly(words) }),
  fc.record({
    type: fc.constant('image_url'),
    image_url: mostly(
      fc.record({
        url: mostly(fc.constantFrom('https://x.example/a.png', 'data:image/png;base64,AAAA', 'data:,', 'x')),
      }),
    ),
  }),
  fc.record({ type: mostly(fc.constantFrom('input_audio', 'file', 'refusal', 'thinking')) }),
);

const toolCall = fc.record({
  id: mostly(fc.constantFrom('call_1', 'call_2', '')),
  type: mostly(fc.constant('function')),
  function: mostly(
    fc.record({
      name: mostly(fc.constant('get_weather')),
      arguments: mostly(fc.constantFrom('{}', '{"city":"Oslo"}', '{')),
    }),
  ),
});

const message = fc.record(
  {
    role: mostly(fc.constantFrom('system', 'developer', 'user', 'assistant', 'tool', 'function')),
    content: mostly(fc.oneof(words, fc.array(mostly(part), { maxLength: 3 }), fc.constant(null))),
    name: mostly(words),
    tool_calls: mostly(fc.array(mostly(toolCall), { maxLength: 2 })),
    tool_call_id: mostly(fc.constantFrom('call_1', 'call_9')),
  },
  { requiredKeys: ['role', 'content'] },
);

const schema = fc.constantFrom<unknown>(
  { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  { type: 'array', items: { type: 'integer' }, minItems: 3 },
  { anyOf: [{ type: 'null' }] },
  { $ref: '#' },
  { type: 'nothing' },
);

const tool = fc.record({
  type: mostly(fc.constant('function')),
  function: mostly(
    fc.record(
      { name: mostly(fc.constantFrom('get_weather', 'x'), fc.constant('')), parameters: mostly(schema) },
      { requiredKeys: ['name'] },
    ),
  ),
});

const MODELS = ['auto', 'auto:best', 'openai/gpt-4o-mini', 'anthropic/claude-haiku-4-5', 'google/gemini-3.5-flash'];
const modelName = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...MODELS, 'gpt-4o-mini') },
  { weight: 1, arbitrary: fc.constantFrom('gpt-99', 'auto:fastest', 'groq/llama-3.3-70b-versatile') },
);

const router = fc.record(
  {
    max_cost_usd: mostly(fc.constantFrom(0.5, 5), fc.constantFrom(0, -1)),
    category: mostly(fc.constantFrom('code'), fc.constantFrom('poetry')),
    models: mostly(
      fc.array(mostly(fc.constantFrom('openai/gpt-4o', 'google/gemini-4-argon')), { minLength: 1, maxLength: 3 }),
    ),
    providers: mostly(fc.record({ ignore: mostly(fc.array(fc.constantFrom('xai', 'x'))) }, { requiredKeys: [] })),
    policy: mostly(fc.constant('best'), fc.constant('x')),
    session: mostly(words),
    fallback: mostly(fc.boolean()),
    fallback_on_refusal: mostly(fc.boolean()),
    hedge: mostly(fc.boolean()),
    explain: mostly(fc.boolean()),
    // Nothing so short that a healthy upstream would be too slow for it.
    deadlines: mostly(fc.record({ total_ms: mostly(fc.constant(60_000), fc.constantFrom(0, -1, 1.5, '9')) })),
    parallel: mostly(fc.constant(undefined), fc.constant(2)),
  },
  { requiredKeys: [] },
);

const limit = mostly(fc.integer({ min: 1, max: 50 }), fc.constantFrom(-1, 0, 1.5, 2 ** 31, 2 ** 53));

const chat = fc
  .record(
    {
      model: mostly(modelName),
      messages: mostly(fc.array(mostly(message), { minLength: 1, maxLength: 4 })),
      stream: mostly(fc.boolean()),
      stream_options: mostly(fc.record({ include_usage: mostly(fc.boolean()) })),
      max_tokens: limit,
      max_completion_tokens: limit,
      temperature: mostly(fc.constantFrom(0, 1, 99, -1)),
      stop: mostly(fc.oneof(words, fc.array(words, { maxLength: 3 }))),
      seed: mostly(fc.integer()),
      n: mostly(fc.constantFrom(1, 3), fc.constantFrom(0, 129, 1.5)),
      tools: mostly(fc.array(mostly(tool), { maxLength: 2 })),
      tool_choice: mostly(
        fc.constantFrom<unknown>('auto', 'none', 'required', { type: 'function', function: { name: 'x' } }),
      ),
      response_format: mostly(
        fc.oneof(
          fc.constant({ type: 'json_object' }),
          schema.map((own) => ({ type: 'json_schema', json_schema: { name: 'answer', schema: own } })),
        ),
        fc.constantFrom({ type: 'json_schema' }, { type: 'json_schema', json_schema: {} }, { type: 'yaml' }),
      ),
      reasoning_effort: mostly(fc.constantFrom('low', 'much')),
      router: mostly(router),
    },
    { requiredKeys: ['messages'] },
  )
  .chain((known) =>
    fc
      .dictionary(fc.constantFrom('user', 'store', '__proto__', 'x y'), weird, { maxKeys: 2 })
      .map((extra) => ({ ...extra, ...known })),
  );

const feedback = fc.record(
  { request_id: mostly(words), rating: mostly(fc.constantFrom('up', 'down', 0.5)), comment: mostly(words) },
  { requiredKeys: [] },
);

/** One blow to a text's bytes. Places are counted round and round, so that every number fits every text. */
type Blow = (bytes: Buffer) => Buffer;

const UNSTRUCK: Blow[] = [];

const place = fc.nat({ max: 1_000_000 });
const splinters = fc.constantFrom(
  '\0',
  '\x1f',
  '"',
  '\\',
  '\\u',
  '\\ud800',
  '{',
  ']',
  ',',
  '1e999',
  '-',
  '\ufeff',
  '/*',
  '\xff\xfe',
  'NaN',
);

const blow: fc.Arbitrary<Blow> = fc.oneof(
  fc.tuple(place, fc.nat({ max: 7 })).map(
    ([at, bit]) =>
      (bytes: Buffer) =>
        flipped(bytes, at, bit),
  ),
  place.map((at) => (bytes: Buffer) => bytes.subarray(0, at % (bytes.length + 1))),
  fc.tuple(place, fc.nat({ max: 40 })).map(
    ([at, n]) =>
      (bytes: Buffer) =>
        spliced(bytes, at, n, Buffer.alloc(0)),
  ),
  fc.tuple(place, splinters).map(
    ([at, splinter]) =>
      (bytes: Buffer) =>
        spliced(bytes, at, 0, Buffer.from(splinter, 'latin1')),
  ),
  fc.tuple(place, fc.uint8Array({ maxLength: 20 })).map(
    ([at, some]) =>
      (bytes: Buffer) =>
        spliced(bytes, at, 0, Buffer.from(some)),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 60 })).map(
    ([at, n]) =>
      (bytes: Buffer) =>
        stuttered(bytes, at, n),
  ),
  fc
    .constantFrom(10, 1_000, 100_000)
    .map((depth) => (bytes: Buffer) => Buffer.concat([Buffer.from('['.repeat(depth)), bytes])),
);

function flipped(bytes: Buffer, at: number, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ (1 << bit);
  return copy;
}

function spliced(bytes: Buffer, at: number, removed: number, inserted: Buffer): Buffer {
  const start = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, start), inserted, bytes.subarray(start + removed)]);
}

/** Says a stretch several times over. */
function stuttered(bytes: Buffer, at: number, length: number): Buffer {
  const start = at % (bytes.length + 1);
  const stretch = bytes.subarray(start, start + length);
  return spliced(bytes, start, 0, Buffer.concat([stretch, stretch, stretch]));
}

const bytesOf = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(value, fc.oneof(fc.constant(UNSTRUCK), fc.array(blow, { minLength: 1, maxLength: 4 })))
    .map(([json, blows]) => {
      let bytes: Buffer = Buffer.from(JSON.stringify(json) ?? '');
      for (const strike of blows) bytes = strike(bytes);
      return bytes;
    });

/** What a header value may hold at all; anything else is for a bare socket. */
const headerText = fc
  .array(fc.constantFrom(...'aZ09 \t,;=*/\\"\'()<>@-_.~%{}[]\xa0\xe9\xff'), { maxLength: 40 })
  .map((letters) => letters.join('').trim());

const headers = fc.record(
  {
    authorization: fc.oneof(
      { weight: 60, arbitrary: fc.constant(KEY_PLACEHOLDER) },
      { weight: 1, arbitrary: headerText },
      {
        weight: 1,
        arbitrary: fc.constantFrom('', 'Bearer', 'Bearer a3m_x', 'Basic YTpi', `Bearer ${'a'.repeat(4_000)}`),
      },
    ),
    'content-type': fc.oneof(
      fc.constantFrom('application/json', 'text/plain', 'multipart/form-data; boundary=x'),
      headerText,
    ),
    'content-encoding': fc.constantFrom('gzip', 'br', 'identity', 'x'),
    accept: headerText,
    'accept-encoding': headerText,
    'x-request-id': headerText,
    'x-forwarded-for': headerText,
    cookie: headerText,
    range: fc.constantFrom('bytes=0-1', 'x'),
    'x-long': fc.constantFrom(1_000, 8_000).map((length) => 'v'.repeat(length)),
  },
  { requiredKeys: ['authorization'] },
);

const oddPath = fc
  .tuple(
    fc.constantFrom('/v1/', '/v1/models/', '/v1/feedback/', '/v1/chat/'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  .map(
    ([base, text]) =>
      base + text.replace(/[^A-Za-z0-9/?#&=._-]/g, (letter) => `%${(letter.charCodeAt(0) % 256).toString(16)}`),
  );

const METHODS = ['POST', 'GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

/** Odd requests of all kinds: bodies by a grammar that goes astray, struck bytes, odd headers, methods and paths. */
export const oddRequest: fc.Arbitrary<OddRequest> = fc.oneof(
  { weight: 14, arbitrary: requestTo(fc.constant('/v1/chat/completions'), fc.constant('POST'), chat) },
  { weight: 3, arbitrary: requestTo(fc.constant('/v1/route'), fc.constant('POST'), chat) },
  { weight: 1, arbitrary: requestTo(fc.constant('/v1/feedback'), fc.constant('POST'), feedback) },
  { weight: 2, arbitrary: requestTo(oddPath, fc.constantFrom(...METHODS), fc.oneof(chat, weird)) },
);

function requestTo(
  path: fc.Arbitrary<string>,
  method: fc.Arbitrary<string>,
  json: fc.Arbitrary<unknown>,
): fc.Arbitrary<OddRequest> {
  return fc.record({ path, method, headers, body: bytesOf(json) });
}
