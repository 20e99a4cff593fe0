import { mailSettings, webhookSettings } from '../../db/alerts/alert-settings';
import type { Database } from '../../db/client';
import { newId } from '../../engine/id';
import { formatSeconds } from '../../format';
import type { SecretBox } from '../../secret-box';
import type { Send, SendResult } from './alerter';
import { alertEmail, testEmail } from './email';
import { sendMail } from './mail';
import { alertPayload } from './payload';
import { postWebhook } from './webhook';

export interface SendContext {
  database: Database;
  secrets: SecretBox;
  /** The base URL of links to pages. */
  origin: string;
}

/** Sends alerts with the settings at the time of each attempt. */
export function createSend({ database, secrets, origin }: SendContext): Send {
  return async ({ alert, channel, target }, signal) => {
    if (channel === 'email') {
      const mail = await mailSettings(database, secrets);
      return mail ? sendMail(mail, target, alertEmail(alert, origin), signal) : notConfigured('mail server');
    }
    const webhook = await webhookSettings(database, secrets);
    if (!webhook) return notConfigured('webhook');
    return postWebhook(webhook, { id: alert.id, body: alertPayload(alert, origin), now: Date.now() }, signal);
  };
}

function notConfigured(what: string): SendResult {
  return { ok: false, error: `The ${what} is no longer configured.`, isFinal: true };
}

export interface TestResult {
  ok: boolean;
  message: string;
}

const TEST_MS = 15_000;

/** Posts a message of the type `test` to the configured webhook. */
export async function testWebhook({ database, secrets, origin }: SendContext): Promise<TestResult> {
  const webhook = await webhookSettings(database, secrets);
  if (!webhook) return { ok: false, message: 'No webhook is configured.' };
  const id = newId('alr');
  const started = performance.now();
  const body = JSON.stringify({
    type: 'test',
    timestamp: new Date().toISOString(),
    data: { id, summary: 'This is a test of A3M Router.', url: `${origin}/settings/alerts` },
  });
  const result = await postWebhook(webhook, { id, body, now: Date.now() }, AbortSignal.timeout(TEST_MS));
  const { host } = new URL(webhook.url);
  if (!result.ok) return { ok: false, message: `${host} did not accept it. ${result.error}` };
  return { ok: true, message: `${host} answered ${result.status} in ${formatSeconds(performance.now() - started)}.` };
}

/** Sends an e-mail through the configured mail server. */
export async function testMail({ database, secrets, origin }: SendContext, to: string): Promise<TestResult> {
  const mail = await mailSettings(database, secrets);
  if (!mail) return { ok: false, message: 'No mail server is configured.' };
  const started = performance.now();
  const result = await sendMail(mail, to, testEmail(newId('alr'), origin), AbortSignal.timeout(2 * TEST_MS));
  if (!result.ok) return { ok: false, message: result.error };
  const took = formatSeconds(performance.now() - started);
  return { ok: true, message: `${mail.host} accepted the message for ${to} in ${took}. Check that mailbox.` };
}
