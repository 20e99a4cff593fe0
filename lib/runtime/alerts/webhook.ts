import { request } from 'undici';
import type { WebhookSettings } from '../../db/alerts/alert-settings';
import type { SendResult } from './alerter';
import { type SignedMessage, signatureHeaders } from './signature';
import { webhookAgent, webhookUrlProblem } from './webhook-target';

/** Reading more of an answer than this would only tell how long it is. */
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
    return { ok: false, status, error: wordsOfStatus(status) };
  } catch (error) {
    return { ok: false, error: signal.aborted ? 'It did not answer in time.' : wordsOfError(error) };
  } finally {
    await agent.destroy();
  }
}

function wordsOfStatus(status: number): string {
  const isRedirect = status >= 300 && status < 400;
  return isRedirect ? `It answered ${status}: redirects are not followed.` : `It answered ${status}.`;
}

const CODES: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there (connection refused).',
  ENOTFOUND: 'No such host is known.',
  EAI_AGAIN: 'The host’s name could not be looked up.',
  ECONNRESET: 'It closed the connection.',
  UND_ERR_SOCKET: 'It closed the connection.',
  UND_ERR_CONNECT_TIMEOUT: 'It could not be reached in time.',
};

function wordsOfError(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return CODES[code ?? ''] ?? `It could not be reached (${code ?? message ?? 'unknown'}).`;
}
