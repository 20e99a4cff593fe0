import { createHash } from 'node:crypto';
import { randomDigits } from '../../engine/id';
import type { Database } from '../client';

const VALID_MINUTES = 30;

export type LinkPurpose = 'setup' | 'invitation';

/** Creates a link's token, valid for one use within half an hour. Earlier ones for the same purpose stop working. */
export async function createLink(database: Database, purpose: LinkPurpose): Promise<string> {
  const token = randomDigits(32);
  await database.oneTimeLink.deleteMany({ where: { purpose } });
  await database.oneTimeLink.create({
    data: { hash: hashToken(token), purpose, expiresAt: new Date(Date.now() + VALID_MINUTES * 60_000) },
  });
  return token;
}

/** When a token expires, or null when it is not valid now. */
export async function linkExpiry(database: Database, purpose: LinkPurpose, token: string): Promise<Date | null> {
  const link = await database.oneTimeLink.findFirst({
    where: { hash: hashToken(token), purpose, usedAt: null, expiresAt: { gt: new Date() } },
  });
  return link?.expiresAt ?? null;
}

/** True while a link for this purpose is valid. */
export async function hasValidLink(database: Database, purpose: LinkPurpose): Promise<boolean> {
  const link = await database.oneTimeLink.findFirst({
    where: { purpose, usedAt: null, expiresAt: { gt: new Date() } },
  });
  return link !== null;
}

/** Uses up a token. Resolves to false when it was used, expired or does not exist. */
export async function redeemLink(database: Database, purpose: LinkPurpose, token: string): Promise<boolean> {
  const { count } = await database.oneTimeLink.updateMany({
    where: { hash: hashToken(token), purpose, usedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date() },
  });
  return count === 1;
}

/** The stored form of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
