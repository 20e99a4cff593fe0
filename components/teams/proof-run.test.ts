import { describe, expect, it } from 'vitest';
import { countOf, linesIn, NOT_BEGUN, type ProofLine, withLine } from './proof-run';

const lines: ProofLine[] = [
  { type: 'start', calls: 3, room: 1, model: 'sandbox/tern-small', limitNanoUsd: 10 },
  { type: 'call', number: 2, as: 'answered', message: null },
  { type: 'call', number: 1, as: 'refused', message: null },
  { type: 'call', number: 3, as: 'failed', message: 'No.' },
];

describe('a proof as it is told', () => {
  it('keeps what became of each call', () => {
    const run = lines.reduce(withLine, NOT_BEGUN);
    expect(run.calls).toEqual(['refused', 'answered', 'failed']);
    expect(run).toMatchObject({ room: 1, failure: 'No.', end: null });
    expect([countOf(run, 'answered'), countOf(run, 'open')]).toEqual([1, 0]);
    expect(withLine(run, { type: 'error', message: 'Full.' }).error).toBe('Full.');
  });

  it('reads lines however the stream is cut', async () => {
    const bytes = new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < bytes.length; i += 7) controller.enqueue(bytes.slice(i, i + 7));
        controller.close();
      },
    });
    const read: ProofLine[] = [];
    for await (const line of linesIn(stream)) read.push(line);
    expect(read).toEqual(lines);
  });
});
