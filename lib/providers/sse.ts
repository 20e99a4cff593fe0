/** Longer than any vendor's event; what passes it is garbage. */
const MAX_EVENT_CHARACTERS = 4 * 1024 * 1024;

/**
 * Splits a byte stream into the data of server-sent events (WHATWG HTML, 9.2.6): LF, CRLF or CR line ends, several
 * `data:` lines joined, comments and other fields skipped. A last event without a blank line after it still counts.
 * Throws `RangeError` when one event passes 4 MB.
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
