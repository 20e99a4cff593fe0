import { residentBytes } from '../../support/production-server';
import { eventually } from '../../support/requests';
import { INSPECTABLE, inspect } from '../support/inspector';
import { type Lab, startLab } from '../support/lab';
import { readLedger } from '../support/ledger';
import { pause } from '../support/pace';
import { atMost, exactly, type Verdict } from '../support/verdict';
import { describeFailures } from './storm';

export interface StreamsSize {
  streams: number;
  seconds: number;
}

const WORDS_PER_SECOND = 40;
const MEGABYTE = 1024 * 1024;
/** What a stream may hold at most: its window. */
const WINDOW_BYTES = 256 * 1024;
const LOOK_EVERY_MS = 10_000;

/** Many long streams at once, each word of them compared. */
export async function streams({ streams: count, seconds }: StreamsSize): Promise<Verdict> {
  const lab = await startLab(INSPECTABLE);
  try {
    const watch = watchMemory(lab);
    const words = seconds * WORDS_PER_SECOND;
    const received = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        lab.client.ask({ ticket: `t${index}`, words, perSecond: WORDS_PER_SECOND, stream: true }),
      ),
    );
    const memory = await watch.stop();
    const ledger = await eventually(
      () => readLedger(lab.server.database),
      ({ pending }) => pending === 0,
    );
    return {
      scenario: `${count} streams for ${seconds} s`,
      figures: {
        ...ledger.byStatus,
        wordsEach: words,
        slowestSeconds: Math.max(...received.map(({ totalMs }) => totalMs)) / 1000,
        heapMegabytes: memory.heaps.map((bytes) => (bytes / MEGABYTE).toFixed(1)).join(' '),
        residentMegabytes: memory.residents.map((bytes) => (bytes / MEGABYTE).toFixed(0)).join(' '),
        failures: describeFailures(received),
      },
      targets: [
        exactly('streams that are not whole', received.filter(({ isWhole }) => !isWhole).length, 0),
        exactly('ledger rows', ledger.requests, count),
        exactly('rows that succeeded', ledger.byStatus.succeeded ?? 0, count),
        exactly('pending rows', ledger.pending, 0),
        exactly('rollup drift', ledger.rollupDrift, 0),
        atMost('heap above its start, MB', memory.growth / MEGABYTE, (count * WINDOW_BYTES) / MEGABYTE),
      ],
    };
  } finally {
    await lab.close();
  }
}

/** Looks at the server's memory from time to time, until stopped. */
function watchMemory({ server }: Lab) {
  const heaps: number[] = [];
  const residents: number[] = [];
  let isStopped = false;
  const watching = (async () => {
    const inspector = await inspect(server);
    while (!isStopped) {
      heaps.push(await inspector.bytesInUse());
      residents.push(residentBytes(server.pid));
      for (let waited = 0; waited < LOOK_EVERY_MS && !isStopped; waited += 100) await pause(100);
    }
    inspector.close();
  })();
  return {
    async stop() {
      isStopped = true;
      await watching;
      return { heaps, residents, growth: Math.max(...heaps) - (heaps[0] ?? 0) };
    },
  };
}
