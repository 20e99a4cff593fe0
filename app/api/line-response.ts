import { toHttpError } from '@/lib/errors';

/**
 * Streams events as JSON lines; a failure becomes a last line of the type `error`. A client that disconnects aborts the
 * signal, but the events are still read to their end so that the producer can clean up.
 */
export function lineResponse(request: Request, produce: (signal: AbortSignal) => AsyncIterable<unknown>): Response {
  const leaving = new AbortController();
  const events = produce(AbortSignal.any([request.signal, leaving.signal]));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (line: unknown) => {
        if (!leaving.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        for await (const event of events) write(event);
      } catch (error) {
        write({ type: 'error', message: toHttpError(error).body.error.message });
      }
      if (!leaving.signal.aborted) controller.close();
    },
    cancel: () => leaving.abort(),
  });
  return new Response(body, {
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' },
  });
}
