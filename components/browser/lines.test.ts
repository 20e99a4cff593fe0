import { describe, expect, it } from 'vitest';
import { linesIn } from './lines';

describe('linesIn', () => {
  it('parses lines split at any point, with or without a final line break', async () => {
    const lines = [{ a: 1 }, { text: 'grüße\nover two' }, { last: true }];
    const bytes = new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n'));
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < bytes.length; i += 7) controller.enqueue(bytes.slice(i, i + 7));
        controller.close();
      },
    });
    const read: unknown[] = [];
    for await (const line of linesIn(stream)) read.push(line);
    expect(read).toEqual(lines);
  });
});
