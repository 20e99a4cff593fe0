import { lanesOf } from '../engine/decide/lanes';
import type { Decision, RouteEvent } from '../engine/types';
import type { Runtime } from '../runtime/runtime';
import type { RunInput } from './run';
import { runLog } from './run-log';

/** Tells metrics and log of an admitted request: give what is returned each of its events, the last one being `end`. */
export function observeRun(
  { metrics, log }: Runtime,
  input: RunInput,
  decision: Decision,
): (event: RouteEvent) => void {
  const count = metrics.startRun(input.source, Boolean(input.request.stream), lanesOf(decision));
  const write = runLog(log, input, decision);
  return (event) => {
    if (event.type === 'chunk') return;
    count(event);
    write(event);
  };
}
