import net from 'node:net';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import type { MailSettings } from '../../db/alerts/alert-settings';
import type { SendResult } from './alerter';
import type { Email } from './email';

const STEP_MS = 10_000;
const TIMED_OUT = 'The mail server did not answer in time.';

/** Sends one e-mail to one address. */
export async function sendMail(
  settings: MailSettings,
  to: string,
  email: Email,
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
    // On our own socket, so that an attempt can be aborted: one that continued unnoticed would be sent twice.
    getSocket: (_, callback) => connect({ host, port }, signal, callback),
  };
  const transport = createTransport(options);
  const { id, subject, text, html } = email;
  const message = { from, to, subject, text, html, messageId: `<${id}.${toLocalPart(to)}@a3m-router>` };
  try {
    await transport.sendMail(message);
    return { ok: true };
  } catch (error) {
    return signal.aborted ? { ok: false, error: TIMED_OUT } : { ok: false, ...toFailure(error) };
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

/** Each address gets its own e-mail with its own id. */
function toLocalPart(address: string): string {
  return address.replace(/[^\w.-]/g, '.');
}

interface MailError {
  code?: string;
  responseCode?: number;
  message?: string;
}

function toFailure(error: unknown): { error: string; isFinal: boolean } {
  const { code, responseCode, message = '' } = error as MailError;
  // The server rejects this address or sender permanently.
  const isFinal = code === 'EENVELOPE' && (responseCode ?? 0) >= 500;
  return { error: errorMessage(code, oneLine(message)), isFinal };
}

function errorMessage(code: string | undefined, message: string): string {
  if (code === 'EAUTH') return `The mail server does not accept the user name or password (${message}).`;
  if (code === 'EENVELOPE') return `The mail server does not accept an address (${message}).`;
  if (code === 'ETIMEDOUT') return TIMED_OUT;
  if (code === 'EDNS' || code === 'ENOTFOUND') return 'The name of the mail server cannot be resolved.';
  if (code === 'ECONNREFUSED') return 'Connection refused: no mail server is listening on this port.';
  if (code === 'ETLS') return `Could not establish an encrypted connection to the mail server (${message}).`;
  if (code === 'ESOCKET' || code === 'ECONNECTION') return `The mail server could not be reached (${message}).`;
  return message || 'The mail server gave no reason.';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
