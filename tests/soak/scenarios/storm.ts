import { CATEGORIES } from '../../../lib/engine/types';
import { eventually } from '../../support/requests';
import type { Received } from '../support/client';
import { startLab } from '../support/lab';
import { readLedger } from '../support/ledger';
import { inParallel } from '../support/pace';
import type { Vendor, Way } from '../support/upstream';
import { atLeast, atMost, exactly, type Verdict } from '../support/verdict';

/** Ways to fail before the first content. A throttled model cools down, so a mix without throttling is the harder one. */
export const WAYS: Record<'throttling' | 'failing', Way[]> = {
  throttling: ['500', '429', 'reset', 'html', '503', 'empty', '502', '429-in-1s', 'ends-early', '529', 'error-in-200'],
  failing: ['500', 'reset', '503', 'not-json', '502', 'ends-early', '529', 'error-in-200'],
};
const AT_ONCE = 24;

export interface StormSize {
  requests: number;
  mix: keyof typeof WAYS;
  stricken: [Vendor, Vendor];
}

/** 30 % of the calls to two of three vendors fail, each in another way: alternately streams and complete answers. */
export async function storm({ requests, mix, stricken }: StormSize): Promise<Verdict> {
  const lab = await startLab();
  try {
    for (const vendor of stricken) await lab.upstream.set(vendor, { share: 0.3, ways: WAYS[mix] });
    const received = await inParallel(requests, AT_ONCE, (index) =>
      lab.client.ask({
        ticket: `t${index}`,
        words: 20,
        perSecond: 0,
        stream: index % 2 === 0,
        router: { category: CATEGORIES[index % CATEGORIES.length] },
      }),
    );
    const ledger = await eventually(
      () => readLedger(lab.server.database),
      ({ pending }) => pending === 0,
    );
    const counts = await lab.upstream.counts();
    const calls = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return {
      scenario: `storm at ${stricken.join(' and ')}, ${mix}`,
      figures: {
        requests,
        ...counts,
        slowestMs: Math.max(...received.map(({ totalMs }) => totalMs)),
        failures: describeFailures(received),
        ...ledger.byStatus,
      },
      targets: [
        atLeast('answered whole, share', received.filter(({ isWhole }) => isWhole).length / requests, 0.999),
        exactly('quietly cut answers', received.filter(({ isQuietlyCut }) => isQuietlyCut).length, 0),
        atMost('calls a request', calls / requests, 1.5),
        exactly('ledger rows', ledger.requests, requests),
        exactly('attempt rows', ledger.attempts, calls),
        exactly('duplicate rows', ledger.duplicates, 0),
        exactly('pending rows', ledger.pending, 0),
        exactly('miscounted rows', ledger.miscounted, 0),
        exactly('rollup drift', ledger.rollupDrift, 0),
      ],
    };
  } finally {
    await lab.close();
  }
}

/** What went wrong, by status and words, so that a broken promise can be understood. */
export function describeFailures(received: Received[]): string {
  const counts = new Map<string, number>();
  for (const { isWhole, status, error } of received) {
    if (isWhole) continue;
    const what = `${status} ${(error ?? 'cut').slice(0, 160)}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const worst = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return worst.length === 0 ? 'none' : worst.map(([what, count]) => `${count} × ${what}`).join(' | ');
}
