import type { Caller } from '../../caller';
import { hashKey } from '../../db/teams/keys';
import { AppError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';

const KEY_PATTERN = /^a3m_[0-9A-Za-z]{20,80}$/;

/** The caller behind an `Authorization: Bearer a3m_…` header. Throws 401 for a wrong key, 503 when nobody can tell. */
export async function authenticate(
  runtime: Pick<Runtime, 'keys'>,
  authorization: string | undefined,
): Promise<Extract<Caller, { kind: 'key' }>> {
  const secret = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1];
  if (!secret) throw new AppError('invalid_api_key', 'No API key was sent. Send it as "Authorization: Bearer a3m_…".');
  const caller = KEY_PATTERN.test(secret) ? await lookUp(runtime, hashKey(secret)) : null;
  if (!caller) throw new AppError('invalid_api_key', 'This API key is not known here, has expired or was revoked.');
  return caller;
}

async function lookUp(runtime: Pick<Runtime, 'keys'>, hash: string) {
  try {
    return await runtime.keys.get(hash);
  } catch (error) {
    throw databaseAway(error);
  }
}

/** The error for a caller whose request cannot be checked or written down. Never a 401: the key may be fine. */
export function databaseAway(cause: unknown): AppError {
  return new AppError(
    'service_unavailable',
    'The database is away, so requests cannot be admitted. Try again in a moment.',
    { cause },
  );
}
