import { z } from 'zod';
import type { SecretBox } from '../../secret-box';
import type { Database } from '../client';
import type { Prisma } from '../generated/client';

export const WEBHOOK_SETTING = 'alert_webhook';
export const MAIL_SETTING = 'alert_mail';

/** When the connection is encrypted: from the first byte, after STARTTLS, or never. */
export const MAIL_SECURITIES = ['tls', 'starttls', 'none'] as const;
export type MailSecurity = (typeof MAIL_SECURITIES)[number];

export interface WebhookSettings {
  url: string;
  /** `whsec_…`: what messages are signed with. */
  secret: string;
}

export interface MailSettings {
  host: string;
  port: number;
  security: MailSecurity;
  /** Null for a server without authentication. */
  user: string | null;
  password: string | null;
  from: string;
}

/** The settings without the secret, for pages. */
export type ShownMailSettings = Omit<MailSettings, 'password'> & { hasPassword: boolean };

const webhook = z.object({ url: z.string(), secret: z.string() });
const mail = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(MAIL_SECURITIES),
  user: z.string().nullable(),
  password: z.string().nullable(),
  from: z.string(),
});

/** The webhook with its secret; null when none is set. Throws `AppError` when the secret cannot be decrypted. */
export async function webhookSettings(database: Database, box: SecretBox): Promise<WebhookSettings | null> {
  const stored = await read(database, WEBHOOK_SETTING, webhook);
  return stored && { url: stored.url, secret: box.open(stored.secret, WEBHOOK_SETTING) };
}

export async function webhookUrl(database: Database): Promise<string | null> {
  return (await read(database, WEBHOOK_SETTING, webhook))?.url ?? null;
}

/** Sets the address; keeps the current secret when `secret` is absent. */
export async function setWebhook(
  database: Database,
  box: SecretBox,
  { url, secret }: { url: string; secret?: string },
): Promise<void> {
  const sealed = secret ? box.seal(secret, WEBHOOK_SETTING) : (await read(database, WEBHOOK_SETTING, webhook))?.secret;
  if (sealed) await write(database, WEBHOOK_SETTING, { url, secret: sealed });
}

/**
 * The mail server with its password; null when none is set. Throws `AppError` when the password cannot be decrypted.
 */
export async function mailSettings(database: Database, box: SecretBox): Promise<MailSettings | null> {
  const stored = await read(database, MAIL_SETTING, mail);
  return stored && { ...stored, password: stored.password && box.open(stored.password, MAIL_SETTING) };
}

export async function shownMailSettings(database: Database): Promise<ShownMailSettings | null> {
  const stored = await read(database, MAIL_SETTING, mail);
  if (!stored) return null;
  const { password, ...shown } = stored;
  return { ...shown, hasPassword: password !== null };
}

export async function setMail(database: Database, box: SecretBox, settings: MailSettings): Promise<void> {
  const password = settings.password && box.seal(settings.password, MAIL_SETTING);
  await write(database, MAIL_SETTING, { ...settings, password });
}

/** Removes the webhook or the mail server. Deliveries that wait for it fail with a message. */
export async function clearAlertSetting(
  database: Database,
  key: typeof WEBHOOK_SETTING | typeof MAIL_SETTING,
): Promise<void> {
  await database.setting.deleteMany({ where: { key } });
}

async function read<Schema extends z.ZodType>(
  database: Database,
  key: string,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  const row = await database.setting.findUnique({ where: { key } });
  return schema.safeParse(row?.value).data ?? null;
}

async function write(database: Database, key: string, value: Prisma.InputJsonObject): Promise<void> {
  await database.setting.upsert({
    where: { key },
    create: { key, value },
    update: { value, updatedAt: new Date() },
  });
}
