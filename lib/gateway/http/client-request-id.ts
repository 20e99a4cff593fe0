import { redact } from '../../redact';
import type { GatewayRequest } from './http';

const WELL_FORMED = /^[A-Za-z0-9._-]{8,128}$/;

/**
 * The client's `x-request-id`, for the log only; responses and the ledger use our own id. Undefined when it is missing,
 * malformed, or looks like a key.
 */
export function parseClientRequestId({ headers }: GatewayRequest): string | undefined {
  const id = headers['x-request-id'];
  return id !== undefined && WELL_FORMED.test(id) && redact(id) === id ? id : undefined;
}
