import type { RequestSource } from '../../engine/store';
import type { Outcome, RequestStatus } from '../../engine/types';
import { getOrAdd } from './get-or-add';
import { ANSWER_SECONDS, FIRST_TOKEN_SECONDS, Timing } from './timing';

/** The sums of requests of one kind. */
export class RunTotals {
  readonly labels: { source: RequestSource; streamed: 'true' | 'false' };
  inFlight = 0;
  readonly firstToken = new Timing(FIRST_TOKEN_SECONDS);
  readonly durations = new Map<RequestStatus, Timing>();

  constructor(source: RequestSource, isStreamed: boolean) {
    this.labels = { source, streamed: isStreamed ? 'true' : 'false' };
  }

  end({ status, ttftMs, totalMs }: Outcome): void {
    this.inFlight--;
    if (ttftMs !== null) this.firstToken.add(ttftMs);
    getOrAdd(this.durations, status, () => new Timing(ANSWER_SECONDS)).add(totalMs);
  }
}
