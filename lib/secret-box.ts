import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from './errors';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const VERSION = 'v1';

/** Encrypts stored secrets with AES-256-GCM, so that the database alone does not reveal them. */
export class SecretBox {
  private readonly key: string | undefined;

  /** Takes 32 bytes in base64. Without a key, `seal` and `open` throw. */
  constructor(key: string | undefined) {
    this.key = key;
  }

  /** Encrypts a secret for one purpose: it cannot be opened for another one. */
  seal(secret: string, purpose: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keyBytes(), iv).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return [VERSION, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
  }

  /** Throws `AppError` when the text was sealed with another key or for another purpose, or was changed since. */
  open(sealed: string, purpose: string): string {
    const key = this.keyBytes();
    const [version, ...parts] = sealed.split('.');
    const [iv, tag, body] = parts.map((part) => Buffer.from(part, 'base64url'));
    try {
      if (version !== VERSION || !iv || !tag || !body) throw new Error('Unknown format.');
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
      return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw new AppError(
        'conflict',
        'A stored secret cannot be decrypted with this A3M_ENCRYPTION_KEY. Start with the key that it was stored with, or enter the secret again.',
        { cause },
      );
    }
  }

  private keyBytes(): Buffer {
    const bytes = Buffer.from(this.key ?? '', 'base64');
    if (bytes.length === KEY_BYTES) return bytes;
    throw new AppError(
      'service_unavailable',
      'Secrets cannot be stored: A3M_ENCRYPTION_KEY must be set to 32 bytes in base64.',
    );
  }
}
