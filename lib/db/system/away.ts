/** Prisma's codes for an unreachable server, a lost connection and a timeout. */
const PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017']);
const ADAPTER_KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/** PostgreSQL: connection exceptions, shutting down or starting up, too many connections. */
const POSTGRES_CODES = /^(08...|57P0[1235]|53300)$/;
const SOCKET_CODES = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** Messages of `pg` that come without a code. */
const MESSAGES = /^Connection terminated|^Client has encountered a connection error/;

interface DriverError {
  code?: unknown;
  message?: unknown;
  meta?: { driverAdapterError?: { cause?: { kind?: string; originalCode?: string } } };
}

/** Whether an error means that the database is unavailable, so that a retry can succeed. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, message, meta } = error as DriverError;
  const { kind = '', originalCode = '' } = meta?.driverAdapterError?.cause ?? {};
  const own = typeof code === 'string' ? code : '';
  return (
    PRISMA_CODES.has(own) ||
    ADAPTER_KINDS.has(kind) ||
    POSTGRES_CODES.test(originalCode || own) ||
    SOCKET_CODES.test(own) ||
    MESSAGES.test(String(message))
  );
}
