import net from 'node:net';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import type { MailSettings } from '../../db/alerts/alert-settings';
import type { SendResult } from './alerter';
import type { Letter } from './email';

const STEP_MS = 10_000;
const TOO_LATE = 'The mail server did not answer in time.';

/** Hands one letter to the mail server, for one address. */
export async function sendMail(
  settings: MailSettings,
  to: string,
  letter: Letter,
  signal: AbortSignal,
): Promise<SendResult> {
  const { createTransport } = await import('nodemailer');
  const { host, port, security, user, password, from } = settings;
  const options: SMTPTransport.Options = {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user && { auth: { user, pass: password ?? '' } }),
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    // On a socket of ours, so that an attempt can be cut off for good: one that went on unseen would be sent again.
    getSocket: (_, callback) => connect({ host, port }, signal, callback),
  };
  const transport = createTransport(options);
  const { id, subject, text, html } = letter;
  const message = { from, to, subject, text, html, messageId: `<${id}.${localPartOf(to)}@a3m-router>` };
  try {
    await transport.sendMail(message);
    return { ok: true };
  } catch (error) {
    return signal.aborted ? { ok: false, error: TOO_LATE } : { ok: false, ...wordsOf(error) };
  } finally {
    transport.close();
  }
}

type SocketCallback = (error: Error | null, options: { connection?: net.Socket }) => void;

function connect(to: { host: string; port: number }, signal: AbortSignal, callback: SocketCallback): void {
  const socket = net.connect({ ...to, signal });
  const failed = (error: Error) => callback(error, {});
  socket.once('error', failed);
  socket.once('connect', () => {
    socket.off('error', failed);
    callback(null, { connection: socket });
  });
}

/** One letter an address, so each has an id of its own. */
function localPartOf(address: string): string {
  return address.replace(/[^\w.-]/g, '.');
}

interface MailError {
  code?: string;
  responseCode?: number;
  message?: string;
}

function wordsOf(error: unknown): { error: string; isFinal: boolean } {
  const { code, responseCode, message = '' } = error as MailError;
  // The server will not take this address or this sender today, nor tomorrow.
  const isFinal = code === 'EENVELOPE' && (responseCode ?? 0) >= 500;
  return { error: sentenceOf(code, oneLine(message)), isFinal };
}

function sentenceOf(code: string | undefined, message: string): string {
  if (code === 'EAUTH') return `The mail server does not accept the user name or password (${message}).`;
  if (code === 'EENVELOPE') return `The mail server does not accept an address (${message}).`;
  if (code === 'ETIMEDOUT') return TOO_LATE;
  if (code === 'EDNS' || code === 'ENOTFOUND') return 'No mail server of this name is known.';
  if (code === 'ECONNREFUSED') return 'Nothing listens there (connection refused).';
  if (code === 'ETLS') return `No private connection to the mail server (${message}).`;
  if (code === 'ESOCKET' || code === 'ECONNECTION') return `The mail server could not be reached (${message}).`;
  return message || 'The mail server gave no reason.';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
