import { classNames } from '@/components/ui/class-names';
import { type CallState, countCalls, type LimitTestRun } from './limit-test-run';

const ORDER: CallState[] = ['answered', 'failed', 'open', 'refused'];
const LOOKS: Record<CallState, string> = {
  answered: 'bg-ok',
  refused: 'bg-surface-3 shadow-[inset_0_0_0_1px_var(--border-strong)]',
  failed: 'bg-danger',
  open: 'bg-surface-3',
};

/** One bar per call, answered calls first. */
export function LimitTestBars({ run }: { run: LimitTestRun }) {
  const bars = ORDER.flatMap((state) => run.calls.filter((one) => one === state));
  return (
    <div
      role="img"
      aria-label={`${countCalls(run, 'answered')} of ${run.calls.length} calls answered, ${countCalls(run, 'refused')} refused`}
      className="flex h-3 gap-0.5"
    >
      {bars.map((state, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity.
        <span key={i} className={classNames('h-3 min-w-0 flex-1 rounded-[1px]', LOOKS[state])} />
      ))}
    </div>
  );
}
