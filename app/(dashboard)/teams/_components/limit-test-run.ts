import type { ProofEvent } from '@/lib/db/budgets/limit-test';

export type CallState = 'open' | 'answered' | 'refused' | 'failed';

/** A proof as far as it has come. */
export interface LimitTestRun {
  room: number;
  model: string;
  /** One a call, in the order of their numbers. */
  calls: CallState[];
  /** What the first failure said. */
  failure: string | null;
  end: Extract<ProofEvent, { type: 'end' }> | null;
}

export const NOT_STARTED: LimitTestRun = { room: 0, model: '', calls: [], failure: null, end: null };

/** The run after one more line. */
export function withLine(run: LimitTestRun, line: ProofEvent): LimitTestRun {
  switch (line.type) {
    case 'start':
      return { ...NOT_STARTED, room: line.room, model: line.model, calls: Array(line.calls).fill('open') };
    case 'call':
      return {
        ...run,
        calls: run.calls.map((state, i) => (i + 1 === line.number ? line.as : state)),
        failure: run.failure ?? line.message,
      };
    case 'end':
      return { ...run, end: line };
  }
}

export function countCalls({ calls }: LimitTestRun, state: CallState): number {
  return calls.filter((one) => one === state).length;
}
