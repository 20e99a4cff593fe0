import { afterEach, describe, expect, it, vi } from 'vitest';
import { AnswerStream } from './answer-stream';

const encoder = new TextEncoder();

/** A server whose lines the test sends one by one. */
function server() {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(opened) {
      controller = opened;
    },
  });
  vi.stubGlobal('fetch', async (_: string, { signal }: RequestInit) => {
    signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')));
    return new Response(body);
  });
  return {
    send: (line: object) => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`)),
    end: () => controller.close(),
  };
}

/** A server that answers a try by a status, and words where it has them; no status: it is not reached. */
function refusing(status: number | null, words?: string) {
  vi.stubGlobal('fetch', async () => {
    if (status === null) throw new TypeError('fetch failed');
    return new Response(words ? JSON.stringify({ error: { message: words } }) : 'Bad gateway', { status });
  });
}

const ANSWERED = { status: 'succeeded', text: 'from before', failure: null, who: null, figures: null };

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

afterEach(() => vi.unstubAllGlobals());

describe('a column’s answer', () => {
  it('renders once per frame, however many tokens arrive, and none is lost', async () => {
    const { send } = server();
    const frames: (() => void)[] = [];
    const stream = new AnswerStream(
      () => {},
      (draw) => frames.push(draw),
    );
    let drawn = 0;
    void stream.ask('cpr_x', 0);
    stream.subscribe(() => drawn++);
    for (const word of ['one ', 'two ', 'three']) send({ type: 'text', delta: word });
    await settled();
    expect(frames).toHaveLength(1);
    expect(drawn).toBe(0);
    frames[0]?.();
    expect(drawn).toBe(1);
    expect(stream.get().text).toBe('one two three');
  });

  it('notifies the page of phases, never of tokens', async () => {
    const { send, end } = server();
    const phases: string[] = [];
    const stream = new AnswerStream(
      () => phases.push(stream.get().phase),
      (draw) => draw(),
    );
    const asked = stream.ask('cpr_x', 0);
    for (let i = 0; i < 50; i++) send({ type: 'text', delta: 'x' });
    send({ type: 'end', status: 'succeeded', failure: null, figures: null });
    end();
    await asked;
    expect(phases).toEqual(['asking', 'streaming', 'succeeded']);
  });

  it('keeps the text so far when it is stopped, and accepts nothing more', async () => {
    const { send } = server();
    const stream = new AnswerStream(
      () => {},
      (draw) => draw(),
    );
    void stream.ask('cpr_x', 0);
    send({ type: 'text', delta: 'kept' });
    await settled();
    stream.stop();
    await settled();
    expect(stream.get()).toMatchObject({ phase: 'cancelled', text: 'kept' });
  });

  it('fails when the connection ends before the answer', async () => {
    const { send, end } = server();
    const stream = new AnswerStream(
      () => {},
      (draw) => draw(),
    );
    const asked = stream.ask('cpr_x', 0);
    send({ type: 'text', delta: 'half' });
    end();
    await asked;
    expect(stream.get()).toMatchObject({ phase: 'failed', text: 'half' });
    expect(stream.get().failure).toContain('connection');
  });

  it('stays visible with the reason when a retry is refused', async () => {
    refusing(402, 'The budget is used up.');
    const stream = new AnswerStream();
    stream.show(ANSWERED);
    await stream.ask('cpr_x', 0);
    expect(stream.get()).toMatchObject({
      phase: 'succeeded',
      text: 'from before',
      failure: 'The budget is used up.',
    });
  });

  it('fails when the first request is refused', async () => {
    refusing(402, 'The budget is used up.');
    const stream = new AnswerStream();
    await stream.ask('cpr_x', 0);
    expect(stream.get()).toMatchObject({ phase: 'failed', text: '', failure: 'The budget is used up.' });
  });

  it('fails when it is unknown whether a retry was started', async () => {
    for (const status of [null, 502]) {
      refusing(status);
      const stream = new AnswerStream();
      stream.show(ANSWERED);
      await stream.ask('cpr_x', 0);
      expect(stream.get()).toMatchObject({ phase: 'failed', text: '' });
      expect(stream.get().failure).toContain('did not answer');
    }
  });

  it('is never replaced by a stored answer while it streams', async () => {
    server();
    const stream = new AnswerStream();
    void stream.ask('cpr_x', 0);
    stream.show({ status: 'succeeded', text: 'old', failure: null, who: null, figures: null });
    expect(stream.get()).toMatchObject({ phase: 'asking', text: '' });
    stream.clear();
  });
});
