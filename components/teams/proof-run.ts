import type { ProofEvent } from '../../lib/db/proof';

/** A line of the stream: what happens, or why it stopped. */
export type ProofLine = ProofEvent | { type: 'error'; message: string };

export type CallState = 'open' | 'answered' | 'refused' | 'failed';

/** A proof as far as it has come. */
export interface ProofRun {
  room: number;
  model: string;
  /** One a call, in the order of their numbers. */
  calls: CallState[];
  /** What the first failure said. */
  failure: string | null;
  end: Extract<ProofEvent, { type: 'end' }> | null;
  error: string | null;
}

export const NOT_BEGUN: ProofRun = { room: 0, model: '', calls: [], failure: null, end: null, error: null };

/** The run after one more line. */
export function withLine(run: ProofRun, line: ProofLine): ProofRun {
  switch (line.type) {
    case 'start':
      return { ...NOT_BEGUN, room: line.room, model: line.model, calls: Array(line.calls).fill('open') };
    case 'call':
      return {
        ...run,
        calls: run.calls.map((state, i) => (i + 1 === line.number ? line.as : state)),
        failure: run.failure ?? line.message,
      };
    case 'end':
      return { ...run, end: line };
    case 'error':
      return { ...run, error: line.message };
  }
}

export function countOf({ calls }: ProofRun, state: CallState): number {
  return calls.filter((one) => one === state).length;
}

/** Splits a stream of text into its lines. */
export async function* linesIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<ProofLine> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { done, value = '' } = await reader.read();
    const lines = (rest + value).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines) if (line) yield JSON.parse(line) as ProofLine;
    if (done) return;
  }
}
