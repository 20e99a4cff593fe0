import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setAlertRecipients } from '../../lib/db/alerts/alert-recipients';
import { clearAlertSetting, MAIL_SETTING, setMail, setWebhook } from '../../lib/db/alerts/alert-settings';
import { latestAlerts, markAlertsSeen, unseenAlerts } from '../../lib/db/alerts/alerts';
import { createBudget } from '../../lib/db/budgets/budgets';
import { createDatabase, type Database } from '../../lib/db/client';
import { admit } from '../../lib/db/ledger/admit';
import { settle } from '../../lib/db/ledger/settle';
import { newId } from '../../lib/engine/id';
import { DEFAULT_LADDER } from '../../lib/engine/money/budget';
import type { Outcome } from '../../lib/engine/types';
import { readEnv } from '../../lib/env';
import { testMail, testWebhook } from '../../lib/runtime/alerts/send';
import { newWebhookSecret } from '../../lib/runtime/alerts/signature';
import { createRuntime, type Runtime } from '../../lib/runtime/runtime';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type SmtpListener, startSmtpListener } from '../support/fakes/smtp-listener';
import { startWebhookReceiver, type WebhookReceiver } from '../support/fakes/webhook-receiver';
import { eventually } from '../support/requests';
import { decisionOf } from '../support/store-contract';

const USD = 1_000_000_000;
const SECRET = newWebhookSecret();

let store: TestDatabase;
let database: Database;
let receiver: WebhookReceiver;
let smtp: SmtpListener;
let runtimes: Runtime[];

beforeEach(async () => {
  store = await createTestDatabase();
  database = createDatabase(store.url);
  receiver = await startWebhookReceiver();
  smtp = await startSmtpListener({ password: 'open sesame' });
  runtimes = [];
  await store.query("insert into teams (id, name) values ('team_1', 'Search'), ('team_2', 'Borea')");
  await store.query(`insert into users (id, email, name, password_hash, role) values
    ('usr_owner', 'owner@example.com', 'Olga', '', 'owner'), ('usr_lead', 'Lead@Example.com', 'Lea', '', 'member'),
    ('usr_other', 'other@example.com', 'Otto', '', 'member'), ('usr_member', 'member@example.com', 'Max', '', 'member')`);
  await store.query(`insert into memberships (user_id, team_id, role) values
    ('usr_lead', 'team_1', 'admin'), ('usr_member', 'team_1', 'member'), ('usr_other', 'team_2', 'admin')`);
});
afterEach(async () => {
  await Promise.all(runtimes.map((runtime) => runtime.close()));
  await database.$disconnect();
  await Promise.all([receiver.close(), smtp.close()]);
  await store.drop();
});

/** The state of one process on the same database. Its own timer keeps running while a test calls steps itself. */
async function startRuntime(environment: Record<string, string> = {}): Promise<Runtime> {
  const runtime = await createRuntime(
    readEnv({
      DATABASE_URL: store.url,
      A3M_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      A3M_LOG_LEVEL: 'silent',
      A3M_SANDBOX: 'off',
      ...environment,
    }),
  );
  runtimes.push(runtime);
  return runtime;
}

const useWebhook = ({ secrets }: Runtime) => setWebhook(database, secrets, { url: receiver.url, secret: SECRET });
const useMail = ({ secrets }: Runtime, password = 'open sesame') =>
  setMail(database, secrets, {
    host: '127.0.0.1',
    port: smtp.port,
    security: 'none',
    user: 'a3m',
    password,
    from: 'A3M Router <a3m@example.com>',
  });

const teamBudget = (limitNanoUsd = USD) =>
  createBudget(database, {
    scope: 'team',
    teamId: 'team_1',
    period: 'month',
    timeZone: 'UTC',
    limitNanoUsd,
    ladder: DEFAULT_LADDER,
  });

/** One request that is admitted and settled at a cost. */
async function spend(costNanoUsd: number) {
  const requestId = newId('req');
  await admit(database, {
    requestId,
    caller: {
      kind: 'user',
      userId: 'usr_member',
      teamId: 'team_1',
      role: 'member',
      teamRole: 'member',
      name: 'Max',
      email: '',
    },
    source: 'api',
    conversationId: null,
    streamed: false,
    requestedModel: 'auto',
    decision: decisionOf('simple'),
    prompt: null,
    now: Date.now(),
    worstCases: [costNanoUsd],
  });
  const outcome: Outcome = {
    status: 'succeeded',
    attempts: [],
    answeredBy: null,
    costNanoUsd,
    costState: 'measured',
    baselineCostNanoUsd: null,
    baselineExpectedNanoUsd: 0,
    ttftMs: null,
    totalMs: 1,
    failure: null,
  };
  await settle(database, [{ requestId, outcome, answer: null }]);
}

/** Makes what waits for its next attempt due, as if that time had come. */
const comeDue = () => store.query("update alert_deliveries set next_at = now() where state = 'waiting'");

const deliveries = async () =>
  (await latestAlerts(database)).flatMap(({ percent, deliveries: own }) => own.map((one) => ({ percent, ...one })));

const percentsOf = (bodies: string[]) => bodies.map((body) => JSON.parse(body).data.percent).sort();

describe('budget alerts', () => {
  it('reach each channel once per step and period, with any number of settlements and of processes', async () => {
    const processes = await Promise.all([startRuntime(), startRuntime(), startRuntime()]);
    await useWebhook(processes[0] as Runtime);
    await useMail(processes[0] as Runtime);
    await teamBudget();
    for (let round = 0; round < 9; round++) {
      await Promise.all([spend(USD / 20), spend(USD / 20)]);
      await Promise.all(processes.map(({ alerts }) => alerts.run()));
    }
    expect(percentsOf(receiver.received.map(({ body }) => body))).toEqual([70, 85]);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
    expect(smtp.mails.map(({ to }) => to)).toEqual(['lead@example.com', 'lead@example.com']);
    expect(smtp.mails.map(({ data }) => /^Subject: (.*?)\r\n(?! )/ms.exec(data)?.[1]?.replace('\r\n ', ' '))).toEqual([
      'Team Search: 70 % of its monthly budget of $1 is spent',
      'Team Search: 85 % of its monthly budget of $1 is spent',
    ]);
    expect(await deliveries()).toMatchObject(
      [85, 70].flatMap((percent) => [
        { percent, channel: 'webhook', target: 'workspace', state: 'delivered', attempts: 1 },
        { percent, channel: 'email', target: 'lead@example.com', state: 'delivered', attempts: 1 },
      ]),
    );
  });

  it('are distributed without a duplicate when many wait and two processes run concurrently', async () => {
    const [one, two] = [await startRuntime(), await startRuntime()];
    await useWebhook(one);
    const budgets = await Promise.all(Array.from({ length: 12 }, () => teamBudget()));
    await spend(USD * 0.9);
    await Promise.all([one.alerts.run(), two.alerts.run()]);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(2 * budgets.length);
    expect(new Set(ids).size).toBe(2 * budgets.length);
  });

  it('are tried again until they are taken, over a restart, with the same id and a signature that holds', async () => {
    const first = await startRuntime();
    await useWebhook(first);
    await teamBudget();
    receiver.statuses.push(500, 500);
    await spend(USD * 0.75);
    await first.alerts.run();
    expect(await deliveries()).toMatchObject([
      { state: 'waiting', attempts: 1, lastError: 'The server answered 500.', deliveredAt: null },
    ]);
    const [{ nextAt } = { nextAt: new Date(0) }] = await deliveries();
    expect(nextAt.getTime() - Date.now()).toBeGreaterThan(3_000);
    expect(nextAt.getTime() - Date.now()).toBeLessThan(6_500);
    await first.close();
    runtimes = [];

    const second = await startRuntime();
    await comeDue();
    await second.alerts.run();
    await comeDue();
    await second.alerts.run();
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 3, lastError: null }]);
    await comeDue();
    await second.alerts.run();

    expect(receiver.received).toHaveLength(3);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    for (const { headers, body } of receiver.received) {
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const hmac = createHmac('sha256', Buffer.from(SECRET.slice(6), 'base64'))
        .update(signed)
        .digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${hmac}`);
      expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1_000)).toBeLessThan(60);
    }
  });

  it('go out by themselves, within seconds of the settlement', async () => {
    await useWebhook(await startRuntime());
    await teamBudget();
    await spend(USD * 0.75);
    await eventually(
      async () => receiver.received.length,
      (count) => count > 0,
      15_000,
    );
    expect(percentsOf(receiver.received.map(({ body }) => body))).toEqual([70]);
  });

  it('are taken over when the process that sent one died in the middle', async () => {
    const runtime = await startRuntime();
    await useWebhook(runtime);
    await teamBudget();
    await spend(USD * 0.75);
    receiver.hangs = true;
    void runtime.alerts.run().catch(() => undefined);
    await eventually(
      async () => receiver.received.length,
      (count) => count === 1,
    );
    const other = await startRuntime();
    receiver.hangs = false;
    await other.alerts.run();
    expect(receiver.received, 'its lease still holds').toHaveLength(1);
    await comeDue();
    await other.alerts.run();
    expect(receiver.received).toHaveLength(2);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it('follow no redirect', async () => {
    const runtime = await startRuntime();
    await useWebhook(runtime);
    await teamBudget();
    receiver.statuses.push(307);
    await spend(USD * 0.75);
    await runtime.alerts.run();
    expect(receiver.received).toHaveLength(1);
    expect(await deliveries()).toMatchObject([
      { state: 'waiting', lastError: 'The server answered 307: redirects are not followed.' },
    ]);
  });

  it('go to a budget’s own addresses too, and not by webhook where that is off', async () => {
    const runtime = await startRuntime();
    await useWebhook(runtime);
    await useMail(runtime);
    const budgetId = await teamBudget();
    await setAlertRecipients(database, {
      budgetId,
      extraEmails: ['Finance@example.com', 'lead@example.com'],
      byWebhook: false,
    });
    await spend(USD * 0.75);
    await runtime.alerts.run();
    expect(smtp.mails.map(({ to }) => to).sort()).toEqual(['finance@example.com', 'lead@example.com']);
    expect(smtp.logins[0]).toEqual(['a3m', 'open sesame']);
    expect(receiver.received).toEqual([]);
  });

  it('are not sent again to an address that has received them when another address fails', async () => {
    const runtime = await startRuntime();
    await useMail(runtime);
    const budgetId = await teamBudget();
    await setAlertRecipients(database, { budgetId, extraEmails: ['finance@example.com'], byWebhook: true });
    smtp.refusals.push('450 come back later', '250 ok', '550 no such mailbox');
    await spend(USD * 0.75);
    await runtime.alerts.run();
    await comeDue();
    await runtime.alerts.run();
    expect(smtp.mails).toHaveLength(1);
    const states = await deliveries();
    expect(states.map(({ state }) => state).sort()).toEqual(['delivered', 'failed']);
    expect(states.find(({ state }) => state === 'failed')).toMatchObject({
      attempts: 2,
      lastError: expect.stringContaining('550 no such mailbox'),
    });
  });

  it('without a recipient stay in the app, and are not sent once there is a webhook', async () => {
    const runtime = await startRuntime();
    await teamBudget();
    await spend(USD * 0.75);
    await runtime.alerts.run();
    await useWebhook(runtime);
    await runtime.alerts.run();
    expect(receiver.received).toEqual([]);
    expect(await latestAlerts(database)).toMatchObject([{ percent: 70, budget: { owner: 'Search' }, deliveries: [] }]);
  });

  it('fail with a message when the mail server is unreachable, or its password cannot be decrypted', async () => {
    const runtime = await startRuntime();
    await useMail(runtime);
    await teamBudget();
    await spend(USD * 0.75);
    const other = await startRuntime({ A3M_ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64') });
    await other.alerts.run();
    expect(await deliveries()).toMatchObject([
      { state: 'waiting', lastError: expect.stringContaining('A3M_ENCRYPTION_KEY') },
    ]);
    await clearAlertSetting(database, MAIL_SETTING);
    await comeDue();
    await runtime.alerts.run();
    expect(await deliveries()).toMatchObject([
      { state: 'failed', lastError: 'The mail server is no longer configured.' },
    ]);
  });

  it('keep their secrets sealed in the database', async () => {
    const runtime = await startRuntime();
    await useWebhook(runtime);
    await useMail(runtime);
    const text = JSON.stringify(await store.query('select * from settings'));
    expect(text).toContain(receiver.url);
    expect(text).not.toContain('open sesame');
    expect(text).not.toContain(SECRET);
  });
});

describe('the bell', () => {
  const as = (userId: string, role: 'owner' | 'member') =>
    ({ kind: 'user', userId, teamId: 'team_1', role, teamRole: role, name: '', email: '' }) as const;

  it('notifies the users whom a budget concerns, until each has dismissed it', async () => {
    await teamBudget();
    await spend(USD * 0.9);
    const percentsFor = async (userId: string, role: 'owner' | 'member' = 'member') =>
      (await unseenAlerts(database, as(userId, role))).map(({ percent }) => percent);
    expect(await percentsFor('usr_lead')).toEqual([85, 70]);
    expect(await percentsFor('usr_owner', 'owner')).toEqual([85, 70]);
    expect(await percentsFor('usr_member')).toEqual([]);
    expect(await percentsFor('usr_other')).toEqual([]);

    const [first] = await unseenAlerts(database, as('usr_lead', 'member'));
    await markAlertsSeen(database, as('usr_lead', 'member'), [first?.id ?? '']);
    await markAlertsSeen(database, as('usr_other', 'member'), 'all');
    expect(await percentsFor('usr_lead')).toEqual([70]);
    expect(await percentsFor('usr_owner', 'owner')).toEqual([85, 70]);
    await markAlertsSeen(database, as('usr_lead', 'member'), 'all');
    expect(await percentsFor('usr_lead')).toEqual([]);
    expect(await store.query('select user_id from alerts_seen')).toEqual([
      { user_id: 'usr_lead' },
      { user_id: 'usr_lead' },
    ]);
  });
});

describe('a test message', () => {
  it('reports the result of a webhook test', async () => {
    const runtime = await startRuntime();
    const post = { database, secrets: runtime.secrets, origin: 'http://localhost:3000' };
    expect(await testWebhook(post)).toEqual({ ok: false, message: 'No webhook is configured.' });
    await useWebhook(runtime);
    const { host } = new URL(receiver.url);
    expect(await testWebhook(post)).toEqual({ ok: true, message: expect.stringMatching(`^${host} answered 204 in `) });
    receiver.statuses.push(401);
    expect(await testWebhook(post)).toEqual({
      ok: false,
      message: `${host} did not accept it. The server answered 401.`,
    });
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'test' });
    await receiver.close();
    expect(await testWebhook(post)).toEqual({
      ok: false,
      message: `${host} did not accept it. Connection refused: no server is listening on this port.`,
    });
  });

  it('reports the result of an e-mail test', async () => {
    const runtime = await startRuntime();
    const post = { database, secrets: runtime.secrets, origin: 'http://localhost:3000' };
    expect(await testMail(post, 'ada@example.com')).toEqual({ ok: false, message: 'No mail server is configured.' });
    await useMail(runtime);
    const taken = await testMail(post, 'ada@example.com');
    expect(taken).toMatchObject({
      ok: true,
      message: expect.stringContaining('accepted the message for ada@example.com'),
    });
    expect(smtp.mails).toMatchObject([{ from: 'a3m@example.com', to: 'ada@example.com' }]);
    await useMail(runtime, 'wrong');
    expect(await testMail(post, 'ada@example.com')).toMatchObject({
      ok: false,
      message: expect.stringContaining('does not accept the user name or password'),
    });
    await smtp.close();
    expect(await testMail(post, 'ada@example.com')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/Connection refused|could not be reached/),
    });
  });
});
