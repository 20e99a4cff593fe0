/** Runs something so many times, so many at once. */
export async function inParallel<T>(count: number, atOnce: number, run: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = new Array(count);
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await run(index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work));
  return results;
}

export interface Steady<T> {
  /** When each was sent, in epoch ms. */
  sentAt: number[];
  results: Promise<T>[];
  /** Stops sending; resolves when the last answer has come. */
  stop(): Promise<T[]>;
}

/** Sends at a constant rate regardless of earlier results, as independent callers do. */
export function steadily<T>(perSecond: number, run: (index: number) => Promise<T>): Steady<T> {
  const startedAt = Date.now();
  const sentAt: number[] = [];
  const results: Promise<T>[] = [];
  const timer = setInterval(() => {
    const due = Math.floor(((Date.now() - startedAt) * perSecond) / 1000);
    while (sentAt.length < due) {
      sentAt.push(Date.now());
      results.push(run(sentAt.length - 1));
    }
  }, 5);
  return {
    sentAt,
    results,
    stop() {
      clearInterval(timer);
      return Promise.all(results);
    },
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
