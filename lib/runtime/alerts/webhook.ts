import { request } from 'undici';
import type { WebhookSettings } from '../../db/alerts/alert-settings';
import type { SendResult } from './alerter';
import { type SignedMessage, signatureHeaders } from './signature';
import { webhookAgent, webhookUrlProblem } from './webhook-target';

/** How much of the response is read; it is not used. */
const ANSWER_BYTES = 64 * 1024;

/** Posts one signed message. Any 2xx delivers it; a redirect is not followed and counts as a failure. */
export async function postWebhook(
  { url, secret }: WebhookSettings,
  { id, body, now }: Pick<SignedMessage, 'id' | 'body'> & { now: number },
  signal: AbortSignal,
): Promise<SendResult & { status?: number }> {
  const problem = webhookUrlProblem(url);
  if (problem) return { ok: false, error: problem, isFinal: true };
  const agent = webhookAgent();
  try {
    const { statusCode: status, body: answer } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'a3m-router',
        ...signatureHeaders(secret, { id, body, timestamp: Math.floor(now / 1_000) }),
      },
      body,
      signal,
      dispatcher: agent,
    });
    await answer.dump({ limit: ANSWER_BYTES, signal }).catch(() => undefined);
    if (status >= 200 && status < 300) return { ok: true, status };
    return { ok: false, status, error: statusMessage(status) };
  } catch (error) {
    return { ok: false, error: signal.aborted ? 'The server did not answer in time.' : connectionMessage(error) };
  } finally {
    await agent.destroy();
  }
}

function statusMessage(status: number): string {
  const isRedirect = status >= 300 && status < 400;
  return isRedirect ? `The server answered ${status}: redirects are not followed.` : `The server answered ${status}.`;
}

const CODES: Record<string, string> = {
  ECONNREFUSED: 'Connection refused: no server is listening on this port.',
  ENOTFOUND: 'The host name cannot be resolved.',
  EAI_AGAIN: 'The host name could not be looked up.',
  ECONNRESET: 'The server closed the connection.',
  UND_ERR_SOCKET: 'The server closed the connection.',
  UND_ERR_CONNECT_TIMEOUT: 'The connection timed out.',
};

function connectionMessage(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return CODES[code ?? ''] ?? `The connection failed (${code ?? message ?? 'unknown'}).`;
}
