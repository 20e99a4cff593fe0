/**
 * Hands every event to `take` before it passes it on. A reader that goes away early is told to `leave`, and the rest
 * is still taken: what must happen once at the end does not depend on who reads.
 */
export async function* toTheEnd<Event>(
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
