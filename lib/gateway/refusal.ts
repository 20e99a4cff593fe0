import { RouterError } from '../engine/errors';
import type { RequestSource } from '../engine/store';
import { AppError, type HttpError } from '../errors';
import { errorFacts } from '../log';
import type { Runtime } from '../runtime/runtime';

export interface Refused {
  error: unknown;
  /** What its caller is told. */
  answer: HttpError;
  requestId: string;
  clientRequestId?: string | undefined;
}

/** Counts and logs a request that was answered with an error instead of being admitted. */
export function noteRefusal({ metrics, log }: Runtime, source: RequestSource, refused: Refused): void {
  metrics.refuse(source, refused.answer.body.error.code);
  logRefusal(log, refused, source);
}

/**
 * An error that nobody expected keeps its words and place. One of ours is told by its code, with the cause when we are
 * to blame: its sentence is for the caller, and may quote the caller.
 */
export function logRefusal(log: Runtime['log'], { error, answer, ...ids }: Refused, source?: RequestSource): void {
  const { status, body } = answer;
  const facts = { ...ids, ...(source && { source }), status, code: body.error.code };
  if (error instanceof AppError || error instanceof RouterError) {
    const cause = status >= 500 && error.cause ? { cause: errorFacts(error.cause).error } : {};
    log('warn', 'A request was refused.', { ...facts, ...cause });
  } else log('error', 'A request failed on our side.', { ...facts, ...errorFacts(error) });
}
