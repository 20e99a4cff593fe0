import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../errors';
import { Metrics } from '../../runtime/metrics/metrics';
import type { Runtime } from '../../runtime/runtime';
import type { GatewayRequest, GatewayResponse } from './http';

/** `GET /metrics`: public like /healthz unless the operator has set a token. Makes no database query. */
export async function scrape(
  { env, metrics }: Pick<Runtime, 'env' | 'metrics'>,
  { headers }: GatewayRequest,
): Promise<GatewayResponse> {
  if (env.A3M_METRICS_TOKEN && !isSame(parseBearerToken(headers.authorization), env.A3M_METRICS_TOKEN)) {
    throw new AppError(
      'invalid_api_key',
      'Send the token that A3M_METRICS_TOKEN holds as "Authorization: Bearer …" to read the metrics.',
    );
  }
  return { status: 200, headers: { 'content-type': Metrics.contentType }, body: await metrics.text() };
}

function parseBearerToken(authorization: string | undefined): string {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '';
}

/** Takes the same time for every wrong token, whatever its length. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
