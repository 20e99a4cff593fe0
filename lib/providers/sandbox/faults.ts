import { z } from 'zod';
import { isRetryAfter, type RetryAfter } from './retry-hint';

const probability = z.number().min(0).max(1).default(1).meta({ title: 'Share of calls' });
const afterPieces = z.int().min(0).max(10_000).default(5).meta({ title: 'After how many pieces of content' });
const seconds = z.number().min(0.05).max(86_400);

function retryAfter(standard: RetryAfter) {
  return z
    .custom<RetryAfter>(isRetryAfter, 'give seconds from 0 to 86400, an HTTP date, "ms:250", or null for none')
    .default(standard)
    .meta({ title: 'Asks to come back after', description: 'Seconds, an HTTP date, "ms:250", or nothing' });
}

/** Reasons of an `error` fault, in addition to those covered by other faults. */
export const ERROR_REASONS = ['context-length', 'quota', 'model-missing', 'invalid'] as const;

/** The faults that can be injected into a sandbox model, each with its own bounded parameters. */
export const faultSchema = z.discriminatedUnion('fault', [
  fault('outage', {}),
  fault('slow', {
    delayMs: z.int().min(0).max(600_000).default(6_000).meta({ title: 'Until the first token, in ms' }),
  }),
  fault('hang', {}),
  fault('stall', { afterPieces }),
  fault('rate-limit', { retryAfter: retryAfter(20) }),
  fault('burst', {
    forSeconds: seconds.default(10).meta({ title: 'Seconds that a burst lasts' }),
    everySeconds: seconds.default(60).meta({ title: 'Seconds from one burst to the next' }),
    retryAfter: retryAfter(null),
  }),
  fault('error', {
    status: z.int().min(400).max(599).optional().meta({ title: 'HTTP status', description: 'Else the vendor’s own' }),
    reason: z.enum(ERROR_REASONS).optional().meta({ title: 'Reason' }),
    retryAfter: retryAfter(null),
    message: z.string().min(1).max(2_000).optional().meta({ title: 'In these words' }),
  }),
  fault('refuse-key', {}),
  fault('cut', { afterPieces }),
  fault('early-end', { afterPieces }),
  fault('stream-error', { afterPieces }),
  fault('garbage', {}),
  fault('empty', {}),
  fault('filtered', {}),
  fault('refusal', {}),
  fault('no-usage', {}),
  fault('wrong-usage', {}),
  fault('flood', { megabytes: z.int().min(1).max(1_000).default(50).meta({ title: 'Megabytes of answer' }) }),
]);

function fault<Name extends string, Parameters extends z.ZodRawShape>(name: Name, parameters: Parameters) {
  return z.strictObject({ fault: z.literal(name), probability, ...parameters });
}

/** A fault with all its parameters. */
export type Fault = z.output<typeof faultSchema>;
/** A fault as requested; omitted parameters have defaults. */
export type FaultInput = z.input<typeof faultSchema>;
export type FaultName = Fault['fault'];

const DESCRIPTIONS: Record<FaultName, [label: string, description: string]> = {
  outage: ['Outage', 'Every call is refused at once, because the vendor is overloaded.'],
  slow: ['Slow', 'The first token is delayed.'],
  hang: ['Hangs', 'The connection is accepted, but no answer starts.'],
  stall: ['Stalls', 'The answer stops in the middle while the connection stays open.'],
  'rate-limit': ['Rate limit', 'Every call is answered with 429.'],
  burst: ['Bursts of 429', 'Calls are answered with 429 for some seconds, repeatedly.'],
  error: ['Error', 'Every call is answered with the status and reason you choose, in the vendor’s format.'],
  'refuse-key': ['Refused key', 'The API key is refused.'],
  cut: ['Cut', 'The connection breaks in the middle of the answer.'],
  'early-end': ['Early end', 'The answer stops in the middle, as if that were its end.'],
  'stream-error': ['Error in the stream', 'An error arrives after the answer has started.'],
  garbage: ['Garbage', 'The answer cannot be parsed.'],
  empty: ['Empty', 'The answer is complete but has no content.'],
  filtered: ['Filtered', 'A content filter removes the answer.'],
  refusal: ['Refusal', 'The model declines to answer.'],
  'no-usage': ['No usage', 'The answer is valid but has no token counts.'],
  'wrong-usage': ['Absurd usage', 'The answer is valid but reports an impossible number of tokens.'],
  flood: ['Flood', 'The answer is very long, and comes as fast as it is read.'],
};

export type ParameterValue = number | string | null;

/** A parameter of a fault, for a form. */
export interface FaultParameter {
  name: string;
  label: string;
  hint: string | null;
  kind: 'number' | 'choice' | 'text';
  /** For numbers. */
  min: number | null;
  max: number | null;
  /** For choices. */
  options: string[];
  /** Null: no default. */
  default: ParameterValue;
}

/** A fault, for a menu. */
export interface FaultDescription {
  name: FaultName;
  label: string;
  /** One sentence on what a caller of the model sees. */
  description: string;
  parameters: FaultParameter[];
}

/** All faults with labels and parameters. */
export const FAULTS: FaultDescription[] = faultSchema.options.map((schema) => {
  const name = schema.shape.fault.value;
  const [label, description] = DESCRIPTIONS[name];
  return { name, label, description, parameters: listParameters(schema) };
});

function listParameters(schema: z.ZodType): FaultParameter[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).flatMap(([name, property]) => {
    if (name === 'fault' || typeof property === 'boolean') return [];
    const options = (property.enum ?? []) as string[];
    const isNumber = property.type === 'number' || property.type === 'integer';
    return {
      name,
      label: property.title ?? name,
      hint: property.description ?? null,
      kind: options.length > 0 ? ('choice' as const) : isNumber ? ('number' as const) : ('text' as const),
      min: property.minimum ?? null,
      max: property.maximum ?? null,
      options,
      default: (property.default ?? null) as ParameterValue,
    };
  });
}

/** Parses a fault and fills in defaults. Throws `RangeError` with a message that lists what is allowed. */
export function parseFault(asked: unknown): Fault {
  const parsed = faultSchema.safeParse(asked);
  if (parsed.success) return parsed.data;
  const name = (asked as { fault?: unknown } | null)?.fault;
  const known = FAULTS.find((one) => one.name === name);
  if (!known) throw new RangeError(`Unknown fault ${JSON.stringify(name)}. Use one of: ${names(FAULTS)}.`);
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new RangeError(`${where}${issue?.message}. The fault "${known.name}" takes: ${names(known.parameters)}.`);
}

function names(list: { name: string }[]): string {
  return list.map(({ name }) => name).join(', ');
}
