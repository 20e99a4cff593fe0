/** How long a client hears nothing at most. Load balancers close what stands still for half a minute or more. */
export const SILENT_MS = 5_000;

/** A comment, which readers of server-sent events skip. */
const STILL_HERE = ': waiting for the answers of several models\n\n';

/** What a promise comes to, or null when that takes longer. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The frames of what is waited for, and comments until it comes. */
export async function* keptAlive<T>(
  awaited: Promise<T>,
  framesOf: (came: T) => AsyncIterable<string>,
): AsyncGenerator<string> {
  yield STILL_HERE;
  for (;;) {
    const came = await within(SILENT_MS, awaited);
    if (came !== null) return yield* framesOf(came);
    yield STILL_HERE;
  }
}
