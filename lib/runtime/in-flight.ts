import { createFailure } from '../engine/execute/failure';
import type { Flight } from '../engine/router/ports';

/** This process's running requests, so that a shutdown can wait for them and then abort them. */
export class InFlight {
  private readonly running = new Set<AbortController>();
  private readonly waiting: (() => void)[] = [];

  get count(): number {
    return this.running.size;
  }

  /** Registers a request. Its signal aborts when the client disconnects or when all requests are stopped. */
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
        if (this.running.size === 0) for (const notify of this.waiting.splice(0)) notify();
      },
    };
  }

  /** Aborts all of them; each caller gets an error that the server is shutting down. */
  stop(): void {
    const failure = createFailure(
      'stopping',
      'The server is shutting down and cut the answer off. Send the request again.',
    );
    for (const abort of this.running) abort.abort(failure);
  }

  /** Resolves when no request is running. */
  async ended(): Promise<void> {
    if (this.running.size > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
