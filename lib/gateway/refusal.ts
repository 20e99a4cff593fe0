import { RouterError } from '../engine/errors';
import type { RequestSource } from '../engine/store';
import { AppError, type HttpError } from '../errors';
import { errorFacts } from '../log';
import type { Runtime } from '../runtime/runtime';

export type RefusalRuntime = Pick<Runtime, 'metrics' | 'log'>;

export interface Refused {
  error: unknown;
  /** The response that the caller receives. */
  answer: HttpError;
  requestId: string;
  clientRequestId?: string | undefined;
}

/** Counts and logs a request that was rejected with an error before it was admitted. */
export function noteRefusal({ metrics, log }: RefusalRuntime, source: RequestSource, refused: Refused): void {
  metrics.refuse(source, refused.answer.body.error.code);
  logRefusal(log, refused, source);
}

/**
 * An unexpected error is logged with its message and stack. One of ours is logged by its code, with the cause when the
 * fault is ours: its message is written for the caller and may quote the request.
 */
export function logRefusal(log: Runtime['log'], { error, answer, ...ids }: Refused, source?: RequestSource): void {
  const { status, body } = answer;
  const facts = { ...ids, ...(source && { source }), status, code: body.error.code };
  if (error instanceof AppError || error instanceof RouterError) {
    const cause = status >= 500 && error.cause ? { cause: errorFacts(error.cause).error } : {};
    log('warn', 'A request was refused.', { ...facts, ...cause });
  } else log('error', 'A request failed on our side.', { ...facts, ...errorFacts(error) });
}
