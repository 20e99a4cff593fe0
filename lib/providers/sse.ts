/** Above any vendor's event size; a longer one is treated as invalid. */
const MAX_EVENT_CHARACTERS = 4 * 1024 * 1024;

/**
 * Parses server-sent events from a byte stream (WHATWG HTML, 9.2.6) and yields their data. Handles LF, CRLF and CR, joins
 * multiple `data:` lines, and skips comments and other fields. A last event without a trailing blank line counts too.
 * Throws `RangeError` when an event exceeds 4 MB.
 */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let buffer = '';
  let data: string[] = [];
  for await (const bytes of body) {
    buffer += decoder.decode(bytes, { stream: true });
    const lines = buffer.split(/\r\n|\n|\r(?!$)/);
    buffer = lines.pop() ?? '';
    if (buffer.length > MAX_EVENT_CHARACTERS) throw new RangeError('A server-sent event is longer than 4 MB.');
    for (const line of lines) {
      if (line === '' && data.length > 0) {
        yield data.join('\n');
        data = [];
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line[5] === ' ' ? 6 : 5));
      }
    }
  }
  if (buffer.startsWith('data:')) data.push(buffer.slice(5).trim());
  if (data.length > 0) yield data.join('\n');
}
