import type { ServerResponse } from 'node:http';

/** What became of the calls to one model. */
export interface Tally {
  calls: number;
  /** Being answered now. */
  open: number;
  /** Answered to the end, errors included. */
  completed: number;
  /** Left by the reader before the end. */
  aborted: number;
  /** Broken off by a fault. */
  broken: number;
  /** Bytes of answers handed to the connection. */
  bytes: number;
}

/** Counts calls by model, so that a test can ask what an upstream saw. */
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

  /** Follows one call from now to the end of its answer. */
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
