import net from 'node:net';

export interface ReceivedMail {
  from: string;
  to: string;
  /** Headers and body as they came over the wire. */
  data: string;
}

export interface SmtpListener {
  port: number;
  mails: ReceivedMail[];
  /** The credentials of AUTH PLAIN: user and password. */
  logins: string[][];
  /** Answers the next RCPT commands with these lines, one each, instead of 250. */
  refusals: string[];
  close(): Promise<void>;
}

/** A mail server that takes everything and keeps it; with `password`, only from those who know it. */
export async function startSmtpListener({ password }: { password?: string } = {}): Promise<SmtpListener> {
  const listener: Omit<SmtpListener, 'port' | 'close'> = { mails: [], logins: [], refusals: [] };
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, listener, password);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...listener,
    port: (server.address() as net.AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(socket: net.Socket, listener: Omit<SmtpListener, 'port' | 'close'>, password?: string): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let mail: ReceivedMail = { from: '', to: '', data: '' };
  let isData = false;
  const answer = (line: string): unknown => {
    const [command = '', argument = ''] = line.split(/ (.*)/s);
    switch (command.toUpperCase()) {
      case 'EHLO':
        return say(password ? '250-listener\r\n250 AUTH PLAIN' : '250 listener');
      case 'AUTH': {
        const [, user = '', given = ''] = Buffer.from(argument.split(' ')[1] ?? '', 'base64')
          .toString()
          .split('\0');
        listener.logins.push([user, given]);
        return say(given === password ? '235 welcome' : '535 wrong password');
      }
      case 'MAIL':
        mail = { from: addressIn(argument), to: '', data: '' };
        return say('250 ok');
      case 'RCPT':
        mail.to = addressIn(argument);
        return say(listener.refusals.shift() ?? '250 ok');
      case 'DATA':
        isData = true;
        return say('354 continue');
      case 'QUIT':
        return socket.end('221 bye\r\n');
      default:
        return say('250 ok');
    }
  };
  const take = (line: string): unknown => {
    if (!isData) return answer(line);
    if (line !== '.') {
      mail.data += `${line.replace(/^\./, '')}\r\n`;
      return;
    }
    isData = false;
    listener.mails.push(mail);
    return say('250 kept');
  };
  let rest = '';
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  say('220 listener');
}

function addressIn(argument: string): string {
  return /<(.*?)>/.exec(argument)?.[1] ?? '';
}
