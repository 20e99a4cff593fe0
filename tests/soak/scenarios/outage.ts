import { eventually } from '../../support/requests';
import type { Received } from '../support/client';
import { type Lab, startLab } from '../support/lab';
import { readLedger } from '../support/ledger';
import { pause, steadily } from '../support/pace';
import type { Trouble, Vendor } from '../support/upstream';
import { atMost, exactly, type Verdict } from '../support/verdict';
import { describeFailures } from './storm';

export interface OutageSize {
  /** Requests a second, before, during and after. */
  perSecond: number;
  healthySeconds: number;
  outageSeconds: number;
  /** How long to watch after the recovery. */
  watchSeconds: number;
}

/** One host is down, one is overloaded, one is broken. */
const TROUBLES: Record<Vendor, Trouble> = {
  openai: 'refused',
  groq: { share: 1, ways: ['503'] },
  mistral: { share: 1, ways: ['500', 'reset'] },
};
/** How long the router may take to notice. */
const NOTICE_MS = 2_000;
const WINDOW_MS = 1_000;

/** All vendors fail at once, then all are well again, under a steady stream of requests. */
export async function outage(size: OutageSize): Promise<Verdict> {
  const lab = await startLab();
  try {
    const traffic = steadily(size.perSecond, (index) => askAt(lab, index));
    await pause(size.healthySeconds * 1000);
    const brokenAt = Date.now();
    await setAll(lab, (vendor) => TROUBLES[vendor]);
    await pause(size.outageSeconds * 1000);
    await setAll(lab, () => null);
    const recoveredAt = Date.now();
    await pause(size.watchSeconds * 1000);
    const endedAt = Date.now();
    return await verdictOf({ lab, size, received: await traffic.stop(), brokenAt, recoveredAt, endedAt });
  } finally {
    await lab.close();
  }
}

type Timed = Received & { sentAt: number; endedAt: number };

async function askAt({ client }: Lab, index: number): Promise<Timed> {
  const sentAt = Date.now();
  // Every other one is a stream that starts immediately and takes long to end, as real ones do.
  const order = index % 2 === 0 ? { words: 40, perSecond: 2, stream: true } : { words: 5, perSecond: 0, stream: false };
  const received = await client.ask({ ticket: `t${index}`, ...order });
  return { ...received, sentAt, endedAt: Date.now() };
}

async function setAll({ upstream }: Lab, troubleOf: (vendor: Vendor) => Trouble): Promise<void> {
  await Promise.all((Object.keys(TROUBLES) as Vendor[]).map((vendor) => upstream.set(vendor, troubleOf(vendor))));
}

interface Course {
  lab: Lab;
  size: OutageSize;
  received: Timed[];
  brokenAt: number;
  recoveredAt: number;
  endedAt: number;
}

async function verdictOf(course: Course): Promise<Verdict> {
  const { lab, size, received, brokenAt, recoveredAt, endedAt } = course;
  const ledger = await eventually(
    () => readLedger(lab.server.database),
    ({ pending }) => pending === 0,
  );
  const before = received.filter(({ endedAt: at }) => at < brokenAt);
  const during = received.filter(({ sentAt }) => sentAt > brokenAt + NOTICE_MS && sentAt < recoveredAt);
  const last = received.filter(({ sentAt }) => sentAt > endedAt - 5_000);
  const [offered, calls] = [await timesOf(lab, 'created_at', 'requests'), await timesOf(lab, 'started_at', 'attempts')];
  const noticedAt = brokenAt + NOTICE_MS;
  const asked = countBySecond(offered, noticedAt, endedAt);
  const excess = countBySecond(calls, noticedAt, endedAt).map(
    (count, second) => count / Math.max(size.perSecond, asked[second] ?? 0),
  );
  return {
    scenario: `total outage of ${size.outageSeconds} s at ${size.perSecond} requests a second`,
    figures: {
      ...ledger.byStatus,
      callsBySecond: countBySecond(calls, brokenAt, endedAt).join(' '),
      answersWhileOut: `${[...new Set(during.map(({ status }) => status))].join(', ')}`,
      slowestRefusalMs: Math.max(0, ...during.map(({ totalMs }) => totalMs)),
      failuresBefore: describeFailures(before),
      failuresAtTheEnd: describeFailures(last),
    },
    targets: [
      atMost('calls upstream, of the offered rate, worst second', Math.max(...excess), 1.2),
      atMost('seconds until it served again', firstServed(received, recoveredAt), 35),
      atMost('seconds until the last refusal', lastRefusal(received, recoveredAt), 35),
      exactly('failures in the last five seconds', last.filter(({ isWhole }) => !isWhole).length, 0),
      exactly('answers that never came', received.filter(({ status }) => status === 0).length, 0),
      exactly('quietly cut answers', received.filter(({ isQuietlyCut }) => isQuietlyCut).length, 0),
      exactly('pending rows', ledger.pending, 0),
      exactly('rollup drift', ledger.rollupDrift, 0),
    ],
  };
}

/** By the ledger, since a host that refuses connections cannot count calls; and both sides by one clock. */
async function timesOf({ server }: Lab, column: string, table: string): Promise<number[]> {
  const rows = await server.database.query<{ at: string }>(
    `select extract(epoch from ${column}) * 1000 as at from ${table} order by 1`,
  );
  return rows.map(({ at }) => Number(at));
}

function countBySecond(times: number[], fromMs: number, untilMs: number): number[] {
  const counts = new Array<number>(Math.floor((untilMs - fromMs) / WINDOW_MS)).fill(0);
  for (const at of times) {
    const window = Math.floor((at - fromMs) / WINDOW_MS);
    if (window >= 0 && window < counts.length) counts[window] = (counts[window] ?? 0) + 1;
  }
  return counts;
}

function lastRefusal(received: Timed[], recoveredAt: number): number {
  const refused = received.filter(({ isWhole, sentAt }) => !isWhole && sentAt >= recoveredAt);
  return Math.max(0, ...refused.map(({ sentAt }) => sentAt - recoveredAt)) / 1000;
}

function firstServed(received: Timed[], recoveredAt: number): number {
  const served = received.filter(({ isWhole, endedAt }) => isWhole && endedAt >= recoveredAt);
  return served.length === 0
    ? Number.POSITIVE_INFINITY
    : (Math.min(...served.map((one) => one.endedAt)) - recoveredAt) / 1000;
}
