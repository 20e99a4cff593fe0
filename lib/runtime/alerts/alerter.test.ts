import { describe, expect, it } from 'vitest';
import { anAlert } from '../../../tests/support/alert';
import { steppedClock } from '../../../tests/support/clock';
import type { AttemptResult, Delivery } from '../../db/alerts/alert-deliveries';
import { AppError } from '../../errors';
import { Alerter, ATTEMPT_MS, type DeliveryQueue, type Send, type SendResult } from './alerter';
import { RETRY_DELAYS_MS } from './back-off';

const SECOND = 1_000;

/** One delivery that waits, as the database keeps it, on a clock that is stepped. */
function setUp(send: Send, { random = 0, attempts = 0 } = {}) {
  const clock = steppedClock(0);
  const begun: number[] = [];
  const verdicts: AttemptResult[] = [];
  const logged: [string, Record<string, unknown> | undefined][] = [];
  let nextAt: number | null = 0;
  const queue: DeliveryQueue = {
    plan: async () => undefined,
    claim: async () => {
      if (nextAt === null || nextAt > clock.now()) return [];
      nextAt = clock.now() + 60 * SECOND;
      attempts += 1;
      return [{ alert: anAlert(), channel: 'webhook', target: 'workspace', attempt: attempts }];
    },
    settle: async (_: Delivery, verdict: AttemptResult) => {
      verdicts.push(verdict);
      nextAt = verdict.kind === 'retry' ? clock.now() + verdict.inMs : null;
    },
  };
  const alerter = new Alerter({
    clock,
    queue,
    random: () => random,
    log: (_, message, facts) => logged.push([message, facts]),
    send: (delivery, signal) => {
      begun.push(clock.now() / SECOND);
      return send(delivery, signal);
    },
  });
  /** Runs the job as a process does, every five seconds. */
  const runFor = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 5) {
      await alerter.run();
      clock.step(5 * SECOND);
    }
  };
  return { alerter, queue, clock, begun, verdicts, logged, runFor };
}

const refuse = async (): Promise<SendResult> => ({ ok: false, error: 'It answered 500.' });

describe('an alerter', () => {
  it('tries again after 5 s, 30 s, 2 min, 10 min, 1 h and 6 h, then gives up and logs it', async () => {
    const { begun, verdicts, logged, runFor } = setUp(refuse);
    await runFor(8 * 3_600);
    const waits = RETRY_DELAYS_MS.map((ms) => ms / SECOND);
    expect(waits).toEqual([5, 30, 120, 600, 3_600, 21_600]);
    expect(begun).toEqual([0, 5, 35, 155, 755, 4_355, 25_955]);
    expect(verdicts.at(-1)).toEqual({ kind: 'failed', error: 'It answered 500.' });
    expect(logged).toEqual([
      ['An alert could not be delivered.', { alert: anAlert().id, channel: 'webhook', attempts: 7 }],
    ]);
  });

  it('waits up to a quarter longer by chance', async () => {
    const { verdicts, runFor } = setUp(refuse, { random: 0.8 });
    await runFor(5);
    expect(verdicts).toEqual([{ kind: 'retry', inMs: 6_000, error: 'It answered 500.' }]);
  });

  it('stops once it is delivered', async () => {
    const answers: SendResult[] = [{ ok: false, error: 'It answered 500.' }, { ok: true }];
    const { begun, verdicts, runFor } = setUp(async () => answers.shift() ?? { ok: true });
    await runFor(600);
    expect(begun).toEqual([0, 5]);
    expect(verdicts.map((verdict) => verdict.kind)).toEqual(['retry', 'delivered']);
  });

  it('does not repeat what would fail again for ever', async () => {
    const { begun, verdicts, runFor } = setUp(async () => ({ ok: false, error: 'No such mailbox.', isFinal: true }));
    await runFor(600);
    expect(begun).toEqual([0]);
    expect(verdicts).toEqual([{ kind: 'failed', error: 'No such mailbox.' }]);
  });

  it('takes an error that was thrown for a failure, in words only if it was meant for people', async () => {
    const errors = [new AppError('conflict', 'The secret does not open.'), new Error('Cannot read properties')];
    const { verdicts, logged, runFor } = setUp(() => Promise.reject(errors.shift()));
    await runFor(10);
    expect(verdicts).toEqual([
      { kind: 'retry', inMs: 5_000, error: 'The secret does not open.' },
      { kind: 'retry', inMs: 30_000, error: 'Internal error. The server log has the details.' },
    ]);
    expect(logged).toEqual([['An alert could not be sent.', expect.objectContaining({ alert: anAlert().id })]]);
  });

  it('does not try an eighth time after a process died in the seventh', async () => {
    const { begun, verdicts, runFor } = setUp(refuse, { attempts: 7 });
    await runFor(5);
    expect(begun).toEqual([]);
    expect(verdicts).toEqual([{ kind: 'failed', error: 'The last attempt was aborted.' }]);
  });

  it('cuts an attempt off that hangs', async () => {
    const { alerter, clock, verdicts } = setUp(hang);
    const running = alerter.run();
    await tick();
    clock.step(ATTEMPT_MS.webhook - 1);
    await tick();
    expect(verdicts).toEqual([]);
    clock.step(1);
    await running;
    expect(verdicts).toEqual([{ kind: 'retry', inMs: 5_000, error: 'cut off' }]);
  });

  it('lets what is under way end when it stops, cuts it off after the grace, and begins nothing new', async () => {
    const { alerter, clock, begun, verdicts } = setUp(hang);
    void alerter.run();
    await tick();
    const stopped = alerter.stop(2 * SECOND);
    clock.step(2 * SECOND);
    await stopped;
    expect(verdicts).toEqual([{ kind: 'retry', inMs: 5_000, error: 'cut off' }]);
    clock.step(60 * SECOND);
    await alerter.run();
    expect(begun).toEqual([0]);
  });

  it('remembers how an attempt ended while the database is away, so that nothing goes out twice', async () => {
    const { alerter, queue, begun, verdicts, clock } = setUp(async () => ({ ok: true }));
    const { settle } = queue;
    queue.settle = () => Promise.reject(new Error('The database is away.'));
    await expect(alerter.run()).rejects.toThrow('away');
    clock.step(5 * SECOND);
    await expect(alerter.run()).rejects.toThrow('away');
    queue.settle = settle;
    clock.step(3_600 * SECOND);
    await alerter.run();
    expect(begun).toEqual([0]);
    expect(verdicts).toEqual([{ kind: 'delivered' }]);
  });

  it('runs once at a time', async () => {
    const { alerter, begun } = setUp(async () => ({ ok: true }));
    await Promise.all([alerter.run(), alerter.run(), alerter.run()]);
    expect(begun).toEqual([0]);
  });
});

const hang: Send = (_, signal) =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ ok: false, error: 'cut off' }), { once: true });
  });

const tick = () => new Promise((resolve) => setImmediate(resolve));
