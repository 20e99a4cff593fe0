import type { ServerResponse } from 'node:http';

/** Results of the calls to one model. */
export interface Tally {
  calls: number;
  /** In progress. */
  open: number;
  /** Completed responses, including errors. */
  completed: number;
  /** Aborted by the client. */
  aborted: number;
  /** Ended early by a fault. */
  broken: number;
  /** Response bytes written. */
  bytes: number;
}

/** Counts calls by model, so that tests can check what an upstream received. */
export class Tallies {
  private readonly byModel = new Map<string, Tally>();

  of(model: string): Tally {
    const tally = this.byModel.get(model) ?? { calls: 0, open: 0, completed: 0, aborted: 0, broken: 0, bytes: 0 };
    this.byModel.set(model, tally);
    return tally;
  }

  all(): Record<string, Tally> {
    return Object.fromEntries(this.byModel);
  }

  /** Tracks a call until its response ends. */
  follow(model: string, response: ServerResponse): Tally {
    const tally = this.of(model);
    tally.calls++;
    tally.open++;
    response.once('close', () => {
      tally.open--;
      if (response.writableFinished) tally.completed++;
      else if (response.errored) tally.broken++;
      else tally.aborted++;
    });
    return tally;
  }
}
