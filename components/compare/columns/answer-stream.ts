import type { AnswerLine, AnswerView, Figures, Kind, Who } from '@/lib/services/compare/comparison-view';
import { askForLines, Refused } from '../../browser/lines';

export type Phase = 'idle' | 'asking' | 'streaming' | 'succeeded' | 'failed' | 'cancelled';

/** State of one column's answer. */
export interface AnswerState {
  phase: Phase;
  text: string;
  failure: string | null;
  who: Who | null;
  figures: Figures | null;
  /** While streaming: estimated by the server. */
  soFar: Figures | null;
  kind: Kind | null;
  /** Start of the request in ms of `performance.now()`; null for a stored answer. */
  askedAt: number | null;
}

export const NOT_ASKED: AnswerState = {
  phase: 'idle',
  text: '',
  failure: null,
  who: null,
  figures: null,
  soFar: null,
  kind: null,
  askedAt: null,
};

/** Runs a function before the next frame, and also in a hidden tab. */
export type Schedule = (draw: () => void) => void;

const HIDDEN_TAB_MS = 250;

const beforeNextFrame: Schedule = (draw) => {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    draw();
  };
  requestAnimationFrame(once);
  setTimeout(once, HIDDEN_TAB_MS);
};

/**
 * One column's answer, outside of React: tokens are rendered at most once per frame, and only by the column itself.
 * The page is notified of new phases only.
 */
export class AnswerStream {
  private state: AnswerState = NOT_ASKED;
  private controller: AbortController | null = null;
  private isScheduled = false;
  private readonly listeners = new Set<() => void>();
  private readonly onPhase: () => void;
  private readonly schedule: Schedule;

  constructor(onPhase: () => void = () => {}, schedule: Schedule = beforeNextFrame) {
    this.onPhase = onPhase;
    this.schedule = schedule;
  }

  readonly get = (): AnswerState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get isRunning(): boolean {
    return this.state.phase === 'asking' || this.state.phase === 'streaming';
  }

  /** Shows a stored answer, unless an answer is streaming. */
  show(answer: AnswerView | null): void {
    if (!this.isRunning) this.change({ ...NOT_ASKED, ...(answer && toState(answer)) });
  }

  /** Clears the answer, and stops it if it is running. */
  clear(): void {
    this.controller?.abort();
    this.controller = null;
    this.change(NOT_ASKED);
  }

  /**
   * Requests the answer and shows it until it ends, fails or is stopped. If a retry is refused, the previous answer
   * stays valid and visible, with the reason.
   */
  async ask(promptId: string, place: number): Promise<void> {
    const before = this.isRunning ? NOT_ASKED : this.state;
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    this.change({ ...NOT_ASKED, phase: 'asking', askedAt: performance.now() });
    const isCurrent = () => this.controller === controller;
    try {
      const ask = { url: '/api/compare/answer', body: { promptId, place }, signal: controller.signal };
      for await (const line of askForLines<AnswerLine>({ ...ask, failed: 'Could not start the answer.' })) {
        if (!isCurrent()) return;
        this.applyLine(line);
      }
      if (isCurrent() && this.isRunning)
        this.fail('The connection to the server was lost. The text received so far is shown.');
    } catch (error) {
      if (!isCurrent()) return;
      if (controller.signal.aborted) this.change({ ...this.state, phase: 'cancelled' });
      else if (error instanceof Refused && before.phase !== 'idle') this.change({ ...before, failure: error.message });
      else this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Keeps the text so far; the server stores it and cancels the provider's request. */
  stop(): void {
    if (!this.isRunning) return;
    this.controller?.abort();
    this.change({ ...this.state, phase: 'cancelled' });
  }

  private applyLine(line: AnswerLine): void {
    if (line.type === 'text') this.add(line.delta);
    else this.change({ ...this.state, ...changeBy(line) });
  }

  private add(delta: string): void {
    const isFirst = this.state.phase !== 'streaming';
    this.state = { ...this.state, phase: 'streaming', text: this.state.text + delta };
    if (isFirst) this.onPhase();
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.schedule(() => {
      this.isScheduled = false;
      this.notify();
    });
  }

  private fail(failure: string): void {
    this.change({ ...this.state, phase: 'failed', failure });
  }

  private change(state: AnswerState): void {
    this.state = state;
    this.notify();
    this.onPhase();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

/** State changes by a line other than text. */
function changeBy(line: Exclude<AnswerLine, { type: 'text' }>): Partial<AnswerState> {
  switch (line.type) {
    case 'kind':
      return { kind: { category: line.category, confidence: line.confidence } };
    case 'route':
      return { who: { provider: line.provider, model: line.model, requestId: line.requestId } };
    case 'so-far':
      return { soFar: line.figures };
    case 'end':
      return { phase: line.status as Phase, failure: line.failure, figures: line.figures };
  }
}

function toState({ status, text, failure, who, figures }: AnswerView): Partial<AnswerState> {
  return { phase: toPhase(status), text, failure, who, figures };
}

/** Maps a stored status. `unknown`: the ledger no longer has the request, so the stored text counts as complete. */
function toPhase(status: string): Phase {
  if (status === 'succeeded' || status === 'failed' || status === 'cancelled') return status;
  return status === 'unknown' ? 'succeeded' : 'cancelled';
}
