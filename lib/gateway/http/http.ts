import { newId } from '../../engine/id';

/** A request as every door hands it in. Header names are lower case. */
export interface GatewayRequest {
  method: string;
  /** Path without the query, such as `/v1/models`. */
  path: string;
  /** What follows the question mark; empty without one. */
  query: string;
  headers: Record<string, string | undefined>;
  /** Reads the whole body as text; throws 413 beyond the limit. */
  readText(): Promise<string>;
  /** Aborts when the client leaves. */
  signal: AbortSignal;
}

/** What a door writes back. A stream is read to its end even after the client has left. */
export interface GatewayResponse {
  status: number;
  headers: Record<string, string>;
  body: string | AsyncIterable<string>;
}

/** The id of an answer, for its `x-request-id`; of a request to a model, also its row's in the ledger. */
export function newRequestId(): string {
  return newId('req');
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): GatewayResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
