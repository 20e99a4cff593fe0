import { eventually } from '../../support/requests';
import type { Received } from '../support/client';
import { type Lab, startLab } from '../support/lab';
import { readLedger } from '../support/ledger';
import { pause, type Steady, steadily } from '../support/pace';
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

/** One host is gone, one is overloaded, one is broken. */
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
    const mendedAt = Date.now();
    await pause(size.watchSeconds * 1000);
    const endedAt = Date.now();
    return await verdictOf({ lab, size, traffic, received: await traffic.stop(), brokenAt, mendedAt, endedAt });
  } finally {
    await lab.close();
  }
}

type Timed = Received & { sentAt: number; endedAt: number };

async function askAt({ client }: Lab, index: number): Promise<Timed> {
  const sentAt = Date.now();
  const received = await client.ask({ ticket: `t${index}`, words: 5, perSecond: 0, stream: index % 2 === 0 });
  return { ...received, sentAt, endedAt: Date.now() };
}

async function setAll({ upstream }: Lab, troubleOf: (vendor: Vendor) => Trouble): Promise<void> {
  await Promise.all((Object.keys(TROUBLES) as Vendor[]).map((vendor) => upstream.set(vendor, troubleOf(vendor))));
}

interface Course {
  lab: Lab;
  size: OutageSize;
  traffic: Steady<Timed>;
  received: Timed[];
  brokenAt: number;
  mendedAt: number;
  endedAt: number;
}

async function verdictOf(course: Course): Promise<Verdict> {
  const { lab, size, received, brokenAt, mendedAt, endedAt } = course;
  const ledger = await eventually(
    () => readLedger(lab.server.database),
    ({ pending }) => pending === 0,
  );
  const before = received.filter(({ endedAt: at }) => at < brokenAt);
  const during = received.filter(({ sentAt }) => sentAt > brokenAt + NOTICE_MS && sentAt < mendedAt);
  const last = received.filter(({ sentAt }) => sentAt > endedAt - 5_000);
  const calls = await callTimes(lab);
  return {
    scenario: `total outage of ${size.outageSeconds} s at ${size.perSecond} requests a second`,
    figures: {
      ...ledger.byStatus,
      callsIn1stSecond: calls.filter((at) => at >= brokenAt && at < brokenAt + 1_000).length,
      callsWhileOut: calls.filter((at) => at >= brokenAt && at < mendedAt).length,
      answersWhileOut: `${[...new Set(during.map(({ status }) => status))].join(', ')}`,
      slowestRefusalMs: Math.max(0, ...during.map(({ totalMs }) => totalMs)),
      failuresBefore: describeFailures(before),
      failuresAtTheEnd: describeFailures(last),
    },
    targets: [
      atMost('calls upstream, of the offered rate, worst second', worstSecond(calls, course), 1.2),
      atMost('seconds until it served again', firstServed(received, mendedAt), 35),
      exactly('failures in the last five seconds', last.filter(({ isWhole }) => !isWhole).length, 0),
      exactly('answers that never came', received.filter(({ status }) => status === 0).length, 0),
      exactly('quietly cut answers', received.filter(({ isQuietlyCut }) => isQuietlyCut).length, 0),
      exactly('pending rows', ledger.pending, 0),
      exactly('rollup drift', ledger.rollupDrift, 0),
    ],
  };
}

/** A host that refuses connections cannot count calls, so those are read from the attempts of the ledger. */
async function callTimes({ server }: Lab): Promise<number[]> {
  const rows = await server.database.query<{ at: string }>(
    'select extract(epoch from started_at) * 1000 as at from attempts order by 1',
  );
  return rows.map(({ at }) => Number(at));
}

function worstSecond(calls: number[], { size, brokenAt, endedAt }: Course): number {
  const windows = Math.floor((endedAt - brokenAt - NOTICE_MS) / WINDOW_MS);
  const counts = new Array<number>(windows).fill(0);
  for (const at of calls) {
    const window = Math.floor((at - brokenAt - NOTICE_MS) / WINDOW_MS);
    if (window >= 0 && window < windows) counts[window] = (counts[window] ?? 0) + 1;
  }
  return Math.max(...counts) / size.perSecond;
}

function firstServed(received: Timed[], mendedAt: number): number {
  const served = received.filter(({ isWhole, endedAt }) => isWhole && endedAt >= mendedAt);
  return served.length === 0
    ? Number.POSITIVE_INFINITY
    : (Math.min(...served.map((one) => one.endedAt)) - mendedAt) / 1000;
}
