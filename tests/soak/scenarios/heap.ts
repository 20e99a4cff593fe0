import { CATEGORIES } from '../../../lib/engine/types';
import { residentBytes } from '../../support/production-server';
import { eventually } from '../../support/requests';
import { INSPECTABLE, inspect } from '../support/inspector';
import { startLab } from '../support/lab';
import { readLedger } from '../support/ledger';
import { inParallel } from '../support/pace';
import { atMost, exactly, type Verdict } from '../support/verdict';
import { describeFailures } from './storm';

export interface HeapSize {
  /** Counted after the warm-up. */
  requests: number;
  warmUp: number;
  /** How often the heap is looked at. */
  looks: number;
}

const AT_ONCE = 24;
const MEGABYTE = 1024 * 1024;

/** Many requests, no two alike: other prompts, conversations and kinds, some with a fallback. What grows with them? */
export async function heap({ requests, warmUp, looks }: HeapSize): Promise<Verdict> {
  const lab = await startLab(INSPECTABLE);
  try {
    const inspector = await inspect(lab.server);
    await lab.upstream.set('groq', { share: 0.05, ways: ['500', 'reset', 'empty', '429-in-1s'] });
    let sent = 0;
    const send = (count: number) => inParallel(count, AT_ONCE, () => lab.client.ask(orderOf(sent++)));
    const received = await send(warmUp);
    const points = [{ requests: 0, bytes: await inspector.bytesInUse() }];
    for (let look = 1; look <= looks; look++) {
      received.push(...(await send(Math.round(requests / looks))));
      points.push({ requests: sent - warmUp, bytes: await inspector.bytesInUse() });
    }
    inspector.close();
    const ledger = await eventually(
      () => readLedger(lab.server.database),
      ({ pending }) => pending === 0,
    );
    return {
      scenario: `heap over ${requests} requests`,
      figures: {
        heapMegabytes: points.map(({ bytes }) => (bytes / MEGABYTE).toFixed(1)).join(' '),
        residentMegabytes: residentBytes(lab.server.pid) / MEGABYTE,
        failures: describeFailures(received),
      },
      targets: [
        atMost('slope, MB per 1,000 requests', (slopeOf(points) / MEGABYTE) * 1_000, 1),
        exactly('ledger rows', ledger.requests, sent),
        exactly('pending rows', ledger.pending, 0),
      ],
    };
  } finally {
    await lab.close();
  }
}

function orderOf(index: number) {
  return {
    ticket: `t${index}`,
    words: 20 + (index % 60),
    perSecond: 0,
    stream: index % 3 !== 0,
    router: {
      category: CATEGORIES[index % CATEGORIES.length],
      ...(index % 5 === 0 && { session: `s${index}` }),
      ...(index % 7 === 0 && { explain: true }),
    },
  };
}

/** Bytes a request, by least squares. */
function slopeOf(points: { requests: number; bytes: number }[]): number {
  const mean = (of: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const x = mean((point) => point.requests);
  const y = mean((point) => point.bytes);
  const covariance = mean((point) => (point.requests - x) * (point.bytes - y));
  return covariance / mean((point) => (point.requests - x) ** 2);
}
