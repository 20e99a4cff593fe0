import http from 'node:http';
import { expect } from 'vitest';
import type { OddRequest } from '../malformed';

const TIMEOUT_MS = 5_000;

export interface OddAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/** Sends an odd request as it is. Rejects when it is not answered to the end within five seconds. */
export function send(
  url: string,
  key: string,
  { method, path, headers, body }: OddRequest,
  agent: http.Agent,
): Promise<OddAnswer> {
  const authorization = (headers.authorization ?? '').replace('{key}', key);
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(url), {
      agent,
      method,
      path,
      headers: { ...headers, authorization, 'content-length': body.length },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.end(body);
  });
}

/**
 * Either a valid answer, or OpenAI's error object with a status of the caller's. Of ours only one may come, as every
 * upstream is healthy: the 504 of a caller who gave a deadline, which a struck byte may have made too short.
 */
export function expectSoundAnswer({ status, headers, text }: OddAnswer, { method, body }: OddRequest): void {
  expect(headers['x-request-id']).toMatch(/^req_/);
  const isOurs = status === 504 && body.includes('total_ms');
  if (status >= 500 && !isOurs) throw new Error(`${status}: ${text.slice(0, 500)}`);
  if (method === 'HEAD') return;
  if (status === 200) expectValid(headers['content-type'] ?? '', text);
  else expectErrorBody(text);
}

export function expectErrorBody(text: string): void {
  const { error } = JSON.parse(text);
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  expect(error.message).toMatch(/\S/);
}

function expectValid(contentType: string, text: string): void {
  if (!contentType.includes('text/event-stream')) {
    expect(JSON.parse(text)).toBeTypeOf('object');
    return;
  }
  const frames = text.split('\n\n').filter(Boolean);
  expect(frames.at(-1)).toBe('data: [DONE]');
  const chunks = frames.slice(0, -1).map((frame) => JSON.parse(frame.slice('data: '.length)));
  expect(chunks.flatMap(({ choices }) => choices).some(({ finish_reason }) => finish_reason)).toBe(true);
}
