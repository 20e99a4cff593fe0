import type { ErrorBody } from '../../errors';
import { type GatewayResponse, json, newRequestId } from './http';

/** Status and message for the error codes of Node's HTTP parser. */
const WORDS: Record<string, { status: number; message: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The head of this request is larger than 16 KB.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, message: 'The chunk extensions of this request are too long.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive whole in time.' },
  HOST: { status: 400, message: 'The request names no host.' },
  EXPECTATION: { status: 417, message: 'Only "100-continue" can be expected here.' },
};

const NOT_HTTP = { status: 400, message: 'This is not a well-formed HTTP/1.1 request.' };

/** The response to input that could not be parsed as a request: in OpenAI's format and with an id, like every other. */
export function notHttp(code: string): GatewayResponse {
  const { status, message } = WORDS[code] ?? NOT_HTTP;
  const type = 'invalid_request_error';
  const body: ErrorBody = { error: { message, type, param: null, code: type } };
  return json(status, body, { 'x-request-id': newRequestId(), connection: 'close' });
}
