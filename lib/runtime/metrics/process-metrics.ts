import fs from 'node:fs';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Maker } from './make';

const LOOK_EVERY_MS = 20;

/**
 * The process metrics under prom-client's standard names. Its own collectors would stay behind when a runtime is
 * closed, and include the measuring interval in the event loop delay.
 */
export function registerProcessMetrics(make: Maker): { close(): void } {
  const delay = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
  delay.enable();
  registerLoop(make, delay);
  registerMemory(make);
  registerCpu(make);
  registerFiles(make);
  const startedAt = Date.now() / 1000 - process.uptime();
  make.readGauge('process_start_time_seconds', 'When the process started, since 1970.', [], (set) => set(startedAt));
  return { close: () => void delay.disable() };
}

function registerLoop({ readGauge }: Maker, delay: IntervalHistogram): void {
  const lag = (figure: string, read: () => number) => {
    const help = `Delay of the event loop since the last scrape: ${figure}.`;
    readGauge(`nodejs_eventloop_lag_${figure}_seconds`, help, [], (set) => set(lagSeconds(read())));
  };
  lag('mean', () => delay.mean);
  lag('p50', () => delay.percentile(50));
  lag('p90', () => delay.percentile(90));
  lag('p99', () => delay.percentile(99));
  // A scrape reads metrics in the order in which they were created, so the last of these starts the next interval.
  lag('max', () => {
    const { max } = delay;
    delay.reset();
    return max;
  });
}

/** The histogram holds the times between two samples in nanoseconds: what exceeds the interval is delay. */
function lagSeconds(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - LOOK_EVERY_MS / 1000) : 0;
}

function registerMemory({ readGauge }: Maker): void {
  const memory = (name: string, help: string, key: keyof NodeJS.MemoryUsage) =>
    readGauge(name, help, [], (set) => set(process.memoryUsage()[key]));
  memory('process_resident_memory_bytes', 'Memory that the process holds.', 'rss');
  memory('nodejs_heap_size_total_bytes', 'Size of the heap.', 'heapTotal');
  memory('nodejs_heap_size_used_bytes', 'Heap in use.', 'heapUsed');
  memory('nodejs_external_memory_bytes', 'Memory of buffers and the like outside the heap.', 'external');
}

function registerCpu({ readCounter }: Maker): void {
  for (const kind of ['user', 'system'] as const)
    readCounter(`process_cpu_${kind}_seconds_total`, `CPU time spent, ${kind}.`, [], (set) =>
      set(process.cpuUsage()[kind] / 1e6),
    );
}

/** Absent on systems that do not report it. */
function registerFiles({ readGauge }: Maker): void {
  const folder = '/proc/self/fd';
  if (!fs.existsSync(folder)) return;
  readGauge('process_open_fds', 'Open files and sockets.', [], (set) => set(fs.readdirSync(folder).length));
}
