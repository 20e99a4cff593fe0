import type { Clock } from '../../lib/engine/types';

interface Timer {
  at: number;
  /** Order of creation, for timers due at the same time. */
  order: number;
  callback: (() => void) | null;
}

/**
 * A clock that jumps from one timer to the next, so that months pass in seconds without sleeping. Before each jump all
 * pending promises are settled, so that concurrent requests interleave as on a real clock.
 */
export class VirtualClock implements Clock {
  private time: number;
  private order = 0;
  private readonly heap: Timer[] = [];

  constructor(start: number) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, callback: () => void): () => void {
    const timer: Timer = { at: this.time + Math.max(0, ms), order: this.order++, callback };
    this.push(timer);
    return () => {
      timer.callback = null;
    };
  }

  /** Runs all timers due until a time and stops there; a time in the past runs none. */
  async runUntil(until: number): Promise<void> {
    for (let next = this.heap[0]; next && next.at <= until; next = this.heap[0]) {
      this.pop();
      const { callback } = next;
      if (!callback) continue;
      this.time = Math.max(this.time, next.at);
      callback();
      await idle();
    }
    this.time = Math.max(this.time, until);
  }

  private push(timer: Timer): void {
    const { heap } = this;
    let place = heap.push(timer) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(timer, heap[parent] as Timer)) break;
      heap[place] = heap[parent] as Timer;
      place = parent;
    }
    heap[place] = timer;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Timer, heap[child] as Timer)) child++;
      if (isBefore(last, heap[child] as Timer)) break;
      heap[place] = heap[child] as Timer;
      place = child;
    }
    heap[place] = last;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Resolves when all pending promise callbacks have run. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
