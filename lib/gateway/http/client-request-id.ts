import { redact } from '../../redact';
import type { GatewayRequest } from './http';

const WELL_FORMED = /^[A-Za-z0-9._-]{8,128}$/;

/**
 * The client's own name for a request, from its `x-request-id`, for the log alone: ours is the answer's and the ledger's.
 * Undefined when there is none, when it is not well-formed, or when it looks like a key.
 */
export function clientRequestIdOf({ headers }: GatewayRequest): string | undefined {
  const id = headers['x-request-id'];
  return id !== undefined && WELL_FORMED.test(id) && redact(id) === id ? id : undefined;
}
