import { failureOf } from '../engine/execute/failure';

/** One request on its way. */
export interface Flight {
  signal: AbortSignal;
  /** As if the client had left. */
  leave(): void;
  /** Call it once, at the end. */
  end(): void;
}

/** The requests of this process that have not ended yet, so that a shutdown can wait for them and then end them. */
export class InFlight {
  private readonly running = new Set<AbortController>();
  private readonly waiting: (() => void)[] = [];

  /** How many there are. */
  get count(): number {
    return this.running.size;
  }

  /** Notes a beginning; its signal aborts when the client leaves or when all are stopped. */
  begin(client: AbortSignal): Flight {
    const abort = new AbortController();
    const leave = () => abort.abort(client.reason);
    if (client.aborted) leave();
    client.addEventListener('abort', leave, { once: true });
    this.running.add(abort);
    return {
      signal: abort.signal,
      leave,
      end: () => {
        client.removeEventListener('abort', leave);
        this.running.delete(abort);
        if (this.running.size === 0) for (const tell of this.waiting.splice(0)) tell();
      },
    };
  }

  /** Ends all of them: each caller is told that the server is shutting down. */
  stop(): void {
    const failure = failureOf(
      'stopping',
      'The server is shutting down and cut the answer off. Send the request again.',
    );
    for (const abort of this.running) abort.abort(failure);
  }

  /** Resolves when none is left. */
  async ended(): Promise<void> {
    if (this.running.size > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
