/**
 * Passes every event to `take` before it yields it. When the reader stops early, it calls `leave` and still takes the
 * remaining events, so that the work at the end always happens.
 */
export async function* drain<Event>(
  events: AsyncGenerator<Event>,
  take: (event: Event) => Promise<void>,
  leave: () => void,
): AsyncGenerator<Event> {
  let next = await events.next();
  try {
    for (; !next.done; next = await events.next()) {
      await take(next.value);
      yield next.value;
    }
  } finally {
    if (!next.done) {
      leave();
      for (next = await events.next(); !next.done; next = await events.next()) await take(next.value);
    }
  }
}
