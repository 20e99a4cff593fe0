import { httpErrorOf } from '@/lib/errors';

/**
 * What happens, told as one JSON object a line while it does; a failure is a last line of the type `error`. A reader that
 * leaves aborts the signal, and the events are read to their end all the same, so that whatever runs cleans up.
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
