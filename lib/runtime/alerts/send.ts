import { mailSettings, webhookSettings } from '../../db/alerts/alert-settings';
import type { Database } from '../../db/client';
import { newId } from '../../engine/id';
import { formatSeconds } from '../../format';
import type { SecretBox } from '../../secret-box';
import type { Send, SendResult } from './alerter';
import { alertLetter, testLetter } from './email';
import { sendMail } from './mail';
import { alertPayload } from './payload';
import { postWebhook } from './webhook';

/** What sending needs. */
export interface Post {
  database: Database;
  secrets: SecretBox;
  /** Where the pages are, for links. */
  origin: string;
}

/** How alerts are sent: by the settings as they are at the moment of each attempt. */
export function createSend({ database, secrets, origin }: Post): Send {
  return async ({ alert, channel, target }, signal) => {
    if (channel === 'email') {
      const mail = await mailSettings(database, secrets);
      return mail ? sendMail(mail, target, alertLetter(alert, origin), signal) : gone('mail server');
    }
    const webhook = await webhookSettings(database, secrets);
    if (!webhook) return gone('webhook');
    return postWebhook(webhook, { id: alert.id, body: alertPayload(alert, origin), now: Date.now() }, signal);
  };
}

function gone(what: string): SendResult {
  return { ok: false, error: `There is no ${what} set any more.`, isFinal: true };
}

/** What a test came to, as a sentence. */
export interface TestResult {
  ok: boolean;
  words: string;
}

const TEST_MS = 15_000;

/** Posts a message of the type `test` to the webhook that is set, and tells in words what happened. */
export async function testWebhook({ database, secrets, origin }: Post): Promise<TestResult> {
  const webhook = await webhookSettings(database, secrets);
  if (!webhook) return { ok: false, words: 'No webhook is set.' };
  const id = newId('alr');
  const started = performance.now();
  const body = JSON.stringify({
    type: 'test',
    timestamp: new Date().toISOString(),
    data: { id, summary: 'This is a test of A3M Router.', url: `${origin}/settings/alerts` },
  });
  const result = await postWebhook(webhook, { id, body, now: Date.now() }, AbortSignal.timeout(TEST_MS));
  const { host } = new URL(webhook.url);
  if (!result.ok) return { ok: false, words: `${host} did not take it. ${result.error}` };
  return { ok: true, words: `${host} answered ${result.status} in ${formatSeconds(performance.now() - started)}.` };
}

/** Sends a letter through the mail server that is set, and tells in words what happened. */
export async function testMail({ database, secrets, origin }: Post, to: string): Promise<TestResult> {
  const mail = await mailSettings(database, secrets);
  if (!mail) return { ok: false, words: 'No mail server is set.' };
  const started = performance.now();
  const result = await sendMail(mail, to, testLetter(newId('alr'), origin), AbortSignal.timeout(2 * TEST_MS));
  if (!result.ok) return { ok: false, words: result.error };
  const took = formatSeconds(performance.now() - started);
  return { ok: true, words: `${mail.host} took the message for ${to} in ${took}. Look into that mailbox.` };
}
