import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isDatabaseAway } from '../../lib/db/system/away';
import { missingMigrations } from '../../lib/db/system/migrations';
import { ensureFirstTeam } from '../../lib/db/teams/teams';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { call, eventually } from '../support/requests';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
});
afterAll(() => gateway.close());
afterEach(async () => {
  Object.assign(gateway.runtime, { isPrepared: true, isDraining: false });
  await gateway.proxy.comeBack();
});

async function ready() {
  const response = await call(gateway, 'GET', '/readyz');
  const { status, checks, reasons } = await response.json();
  return { http: response.status, status, checks, reasons, retryAfter: response.headers.get('retry-after') };
}

const FINE = { database: true, prepared: true, providers: true, accepting: true };

describe('GET /readyz', () => {
  it('is ready when every check is', async () => {
    expect(await ready()).toEqual({
      http: 200,
      status: 'ready',
      checks: FINE,
      reasons: undefined,
      retryAfter: null,
    });
  });

  it('is not before the database is prepared, nor while shutting down, and says so', async () => {
    gateway.runtime.isPrepared = false;
    expect(await ready()).toMatchObject({
      http: 503,
      status: 'not ready',
      checks: { ...FINE, prepared: false },
      reasons: { prepared: 'The database has not been migrated and prepared yet.' },
      retryAfter: '2',
    });
    gateway.runtime.isPrepared = true;
    gateway.runtime.isDraining = true;
    expect(await ready()).toMatchObject({ http: 503, reasons: { accepting: 'The server is shutting down.' } });
    gateway.runtime.isDraining = false;
    expect((await ready()).http).toBe(200);
  });

  it('is not while the database is away, and is again unaided', async () => {
    await gateway.proxy.goAway();
    const away = await eventually(ready, ({ http }) => http === 503, 5_000);
    expect(away).toMatchObject({
      checks: { ...FINE, database: false },
      reasons: { database: 'The database does not answer.' },
    });
    expect((await call(gateway, 'GET', '/healthz')).status).toBe(200);
    await gateway.proxy.comeBack();
    expect((await eventually(ready, ({ http }) => http === 200, 10_000)).http).toBe(200);
  });

  it('asks the database twice a second at most, at any rate of probes', async () => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    gateway.proxy.takeStatements();
    const since = Date.now();
    const storm = await Promise.all(Array.from({ length: 200 }, ready));
    expect(storm.every(({ http }) => http === 200)).toBe(true);
    // In a second one probe, or two; and a round of housekeeping, which reads a few things, may fall between.
    const seconds = Math.ceil((Date.now() - since) / 1_000);
    expect(gateway.proxy.takeStatements()).toBeLessThan(12 * seconds);
  });
});

describe('the known state of a database', () => {
  it('is which migrations it lacks', async () => {
    const { database } = gateway.runtime;
    const applied = await gateway.database.query<{ name: string }>(
      'select migration_name as name from _prisma_migrations order by 1',
    );
    const names = applied.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(1);
    expect(await missingMigrations(database, names)).toEqual([]);
    expect(await missingMigrations(database, [...names, '2099_later'])).toEqual(['2099_later']);
    await gateway.database.query('update _prisma_migrations set finished_at = null where migration_name = $1', [
      names[0],
    ]);
    expect(await missingMigrations(database, names)).toEqual([names[0]]);
    await gateway.database.query('alter table _prisma_migrations rename to not_there');
    expect(await missingMigrations(database, names)).toEqual(names);
  });

  it('is whether an error means that it is away', async () => {
    const { database } = gateway.runtime;
    const errorOf = (query: Promise<unknown>) =>
      query.then(
        () => null,
        (error) => error,
      );
    const cut = errorOf(database.$queryRaw`select pg_sleep(5)::text`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await gateway.proxy.goAway();
    const away = [await cut, await errorOf(database.$queryRaw`select 1`), await errorOf(ensureFirstTeam(database))];
    await gateway.proxy.comeBack();
    const works = () => expect.poll(() => errorOf(database.$queryRaw`select 1`), { timeout: 10_000 }).toBeNull();
    await works();
    const ended = await errorOf(database.$queryRaw`select pg_terminate_backend(pg_backend_pid())`);
    await works();
    const refusing = [
      await errorOf(database.$queryRaw`select * from nothing`),
      await errorOf(database.$queryRaw`select 1 / 0`),
      await errorOf(database.$executeRaw`insert into teams (id) values (null)`),
      new Error('anything else'),
      'no error at all',
    ];
    expect([...away, ended].map(isDatabaseAway)).toEqual([true, true, true, true]);
    expect(refusing.map(isDatabaseAway)).toEqual([false, false, false, false, false]);
  });
});
