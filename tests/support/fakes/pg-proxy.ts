import net from 'node:net';

export interface PgProxy {
  /** The database's URL, through the proxy. */
  url: string;
  /** Statements sent since the last call. */
  takeStatements(): number;
  /** Cuts every connection and refuses new ones, as a database that went away. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Stands between the app and PostgreSQL: counts statements by reading the protocol, and can play an outage. */
export async function startPgProxy(databaseUrl: string): Promise<PgProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let statements = 0;
  const accept = (client: net.Socket) => {
    const server = net.connect(Number(target.port || 5432), target.hostname);
    const count = statementCounter(() => statements++);
    client.on('data', (data) => {
      count(data);
      server.write(data);
    });
    server.on('data', (data) => client.write(data));
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  };
  let listener = net.createServer(accept);
  await listen(listener, 0);
  const { port } = listener.address() as net.AddressInfo;
  const goAway = async () => {
    const closed = new Promise((resolve) => listener.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    takeStatements() {
      const taken = statements;
      statements = 0;
      return taken;
    },
    goAway,
    async comeBack() {
      if (listener.listening) return;
      listener = net.createServer(accept);
      await listen(listener, port);
    },
    close: goAway,
  };
}

function listen(server: net.Server, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

const EXECUTE = 'E'.charCodeAt(0);
const SIMPLE_QUERY = 'Q'.charCodeAt(0);

/** PostgreSQL's frontend messages: a type byte and a length, except for the first, which has no type. */
function statementCounter(onStatement: () => void): (data: Buffer) => void {
  let buffer = Buffer.alloc(0);
  let isStarted = false;
  return (data) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      const offset = isStarted ? 1 : 0;
      if (buffer.length < offset + 4) return;
      const length = offset + buffer.readInt32BE(offset);
      if (buffer.length < length) return;
      if (isStarted && (buffer[0] === EXECUTE || buffer[0] === SIMPLE_QUERY)) onStatement();
      isStarted = true;
      buffer = buffer.subarray(length);
    }
  };
}
