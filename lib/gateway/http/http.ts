import { newId } from '../../engine/id';

/** A request, independent of the HTTP server. Header names are lower case. */
export interface GatewayRequest {
  method: string;
  /** Path without the query, such as `/v1/models`. */
  path: string;
  /** The query string without the question mark. */
  query: string;
  headers: Record<string, string | undefined>;
  /** Reads the whole body as text; throws 413 above the limit. */
  readText(): Promise<string>;
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
}

/** A response, independent of the HTTP server. A stream is read to its end even after the client disconnects. */
export interface GatewayResponse {
  status: number;
  headers: Record<string, string>;
  body: string | AsyncIterable<string>;
}

/** Id for `x-request-id`; for a request to a model, also the id of its ledger row. */
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
