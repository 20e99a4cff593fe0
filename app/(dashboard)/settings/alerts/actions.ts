'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { setAlertRecipients } from '@/lib/db/alerts/alert-recipients';
import {
  clearAlertSetting,
  MAIL_SECURITIES,
  MAIL_SETTING,
  mailSettings,
  setMail,
  setWebhook,
  WEBHOOK_SETTING,
  webhookUrl,
} from '@/lib/db/alerts/alert-settings';
import { publicOrigin } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { testMail, testWebhook } from '@/lib/runtime/alerts/send';
import { newWebhookSecret } from '@/lib/runtime/alerts/signature';
import { webhookUrlProblem } from '@/lib/runtime/alerts/webhook-target';
import type { Runtime } from '@/lib/runtime/runtime';

const PAGE = '/settings/alerts';
const nothing = z.object({});
const email = z.email('Enter a valid e-mail address.').max(254);

const toSendContext = ({ database, secrets, env }: Pick<Runtime, 'database' | 'env' | 'secrets'>) => ({
  database,
  secrets,
  origin: publicOrigin(env),
});

/** Sets the webhook URL. The first time, it returns a new secret, which is shown only once. */
export const saveWebhookAction = callerAction(
  { schema: z.object({ url: z.string().trim().max(2_000) }), role: 'admin' },
  async ({ runtime: { database, secrets }, input: { url } }) => {
    const problem = webhookUrlProblem(url);
    if (problem) throw new AppError('invalid_request_error', problem, { param: 'url' });
    const secret = (await webhookUrl(database)) === null ? newWebhookSecret() : null;
    await setWebhook(database, secrets, { url, ...(secret && { secret }) });
    revalidatePath(PAGE);
    return { secret };
  },
);

/** Replaces the secret and returns the new one, which is shown only once. The old one is no longer used. */
export const renewSecretAction = callerAction(
  { schema: nothing, role: 'admin' },
  async ({ runtime: { database, secrets } }) => {
    const url = await webhookUrl(database);
    if (url === null) throw new AppError('not_found', 'The webhook is no longer configured.');
    const secret = newWebhookSecret();
    await setWebhook(database, secrets, { url, secret });
    return { secret };
  },
);

export const removeWebhookAction = callerAction({ schema: nothing, role: 'admin' }, async ({ runtime }) => {
  await clearAlertSetting(runtime.database, WEBHOOK_SETTING);
  revalidatePath(PAGE);
  return null;
});

export const testWebhookAction = callerAction({ schema: nothing, role: 'admin' }, ({ runtime }) =>
  testWebhook(toSendContext(runtime)),
);

const mail = z.object({
  host: z
    .string()
    .trim()
    .max(253)
    .regex(/^[a-z0-9.:-]+$/i, 'Enter the mail server’s name or address, without https://.'),
  port: z.number('The port is a number from 1 to 65535.').int().min(1).max(65_535),
  security: z.enum(MAIL_SECURITIES),
  user: z.string().trim().max(254),
  /** Null keeps the stored password. */
  password: z.string().max(1_000).nullable(),
  from: z
    .string()
    .trim()
    .max(320)
    .regex(/^([^<>"\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'Such as alerts@example.com.'),
});

/** Sets the mail server. A stored password is never sent to another server or user. */
export const saveMailAction = callerAction(
  { schema: mail, role: 'admin' },
  async ({ runtime: { database, secrets }, input }) => {
    const user = input.user || null;
    const password = input.password ?? (user ? await keptPassword() : null);
    await setMail(database, secrets, { ...input, user, password });
    revalidatePath(PAGE);
    return null;

    async function keptPassword(): Promise<string | null> {
      const stored = await mailSettings(database, secrets);
      const isSame = stored?.host === input.host && stored.port === input.port && stored.user === user;
      if (stored?.password && !(isSame && stored.security === input.security))
        throw new AppError('invalid_request_error', 'Enter the password again: it was stored for other settings.', {
          param: 'password',
        });
      return stored?.password ?? null;
    }
  },
);

export const removeMailAction = callerAction({ schema: nothing, role: 'admin' }, async ({ runtime }) => {
  await clearAlertSetting(runtime.database, MAIL_SETTING);
  revalidatePath(PAGE);
  return null;
});

export const testMailAction = callerAction(
  { schema: z.object({ to: email }), role: 'admin' },
  ({ runtime, input: { to } }) => testMail(toSendContext(runtime), to),
);

const recipients = z.object({
  budgetId: z.string().max(64),
  extraEmails: z.array(email).max(20, 'At most 20 addresses.'),
  byWebhook: z.boolean(),
});

/** Sets additional recipients of one budget's alerts. */
export const saveRecipientsAction = callerAction({ schema: recipients, role: 'admin' }, async ({ runtime, input }) => {
  await setAlertRecipients(runtime.database, input);
  revalidatePath(PAGE);
  return null;
});
