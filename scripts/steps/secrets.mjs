import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from './console.mjs';
import { dataDir } from './paths.mjs';

/**
 * The secrets of this installation: from the environment or, with the embedded database, generated once into the data
 * folder. Throws `SetupError` when an operator's own database is configured without them.
 */
export function secrets(env, isEmbedded) {
  const given = { NEXTAUTH_SECRET: env.NEXTAUTH_SECRET, A3M_ENCRYPTION_KEY: env.A3M_ENCRYPTION_KEY };
  const missing = Object.keys(given).filter((name) => !given[name]);
  if (!isEmbedded && missing.length > 0) {
    throw new SetupError(
      `DATABASE_URL is set, so these must be too: ${missing.join(', ')}.\nMake each with: openssl rand -base64 32`,
    );
  }
  if (given.A3M_ENCRYPTION_KEY) checkEncryptionKey(given.A3M_ENCRYPTION_KEY);
  return missing.length === 0 ? given : { ...generated(), ...definedOnly(given) };
}

function checkEncryptionKey(key) {
  if (Buffer.from(key, 'base64').length === 32) return;
  throw new SetupError('A3M_ENCRYPTION_KEY must be 32 bytes in base64. Make one with: openssl rand -base64 32');
}

function generated() {
  return {
    NEXTAUTH_SECRET: secretFile('nextauth-secret', () => randomBytes(32).toString('base64')),
    A3M_ENCRYPTION_KEY: secretFile('encryption-key', () => randomBytes(32).toString('base64')),
  };
}

/** Reads a secret from the data folder, or creates it; only its owner may read it. */
export function secretFile(name, make) {
  const file = path.join(dataDir(), 'secrets', name);
  if (!fs.existsSync(file)) {
    // The data folder itself stays readable: its database runs as another user.
    fs.mkdirSync(dataDir(), { recursive: true });
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.writeFileSync(file, make(), { mode: 0o600 });
  }
  return fs.readFileSync(file, 'utf8');
}

function definedOnly(given) {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}
