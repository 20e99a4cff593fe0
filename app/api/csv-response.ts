/** Streams CSV lines as a download; a client that disconnects stops the iterator. */
export function csvResponse(name: string, lines: Iterable<string> | AsyncIterable<string>): Response {
  const iterator = Symbol.asyncIterator in lines ? lines[Symbol.asyncIterator]() : lines[Symbol.iterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="a3m-${name}"`,
      'cache-control': 'no-store',
    },
  });
}
