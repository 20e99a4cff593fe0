import { httpErrorOf } from '@/lib/errors';

/**
 * Streams events as JSON lines; a failure is a last line of the type `error`. A client that disconnects aborts the
 * signal; the events are still consumed to the end, so that the running work can clean up.
 */
export function lineResponse(request: Request, tell: (signal: AbortSignal) => AsyncIterable<unknown>): Response {
  const leaving = new AbortController();
  const events = tell(AbortSignal.any([request.signal, leaving.signal]));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (line: unknown) => {
        if (!leaving.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        for await (const event of events) write(event);
      } catch (error) {
        write({ type: 'error', message: httpErrorOf(error).body.error.message });
      }
      if (!leaving.signal.aborted) controller.close();
    },
    cancel: () => leaving.abort(),
  });
  return new Response(body, {
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' },
  });
}
