import type { LimitTestEvent } from '@/lib/db/budgets/limit-test';

export type CallState = 'open' | 'answered' | 'refused' | 'failed';

/** The progress of a limit test. */
export interface LimitTestRun {
  room: number;
  model: string;
  /** One per call, in order. */
  calls: CallState[];
  /** The message of the first failure. */
  failure: string | null;
  end: Extract<LimitTestEvent, { type: 'end' }> | null;
}

export const NOT_STARTED: LimitTestRun = { room: 0, model: '', calls: [], failure: null, end: null };

/** The run after one more event. */
export function withLine(run: LimitTestRun, line: LimitTestEvent): LimitTestRun {
  switch (line.type) {
    case 'start':
      return { ...NOT_STARTED, room: line.room, model: line.model, calls: Array(line.calls).fill('open') };
    case 'call':
      return {
        ...run,
        calls: run.calls.map((state, i) => (i + 1 === line.number ? line.result : state)),
        failure: run.failure ?? line.message,
      };
    case 'end':
      return { ...run, end: line };
  }
}

export function countCalls({ calls }: LimitTestRun, state: CallState): number {
  return calls.filter((one) => one === state).length;
}
