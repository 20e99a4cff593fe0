/** Longest silence on a stream. Load balancers close connections that are idle for half a minute or more. */
export const SILENT_MS = 5_000;

/** A comment, which clients of server-sent events ignore. */
const STILL_HERE = ': waiting for the answers of several models\n\n';

/** The promise's value, or null when it takes longer. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Sends comments until the value is there, then its frames. */
export async function* keptAlive<T>(
  awaited: Promise<T>,
  framesOf: (came: T) => AsyncIterable<string>,
): AsyncGenerator<string> {
  yield STILL_HERE;
  for (;;) {
    const value = await within(SILENT_MS, awaited);
    if (value !== null) return yield* framesOf(value);
    yield STILL_HERE;
  }
}
