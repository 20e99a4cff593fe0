import type { Calls } from '@/lib/db/stats/provider-health';
import { formatCount, formatPercent, formatSeconds } from '@/lib/format';
import { failureTone } from './health';

const NOTHING = <span className="text-text-3">–</span>;

/** Number and share of failed calls. */
export function Failed({ calls }: { calls: Calls }) {
  const { attempts, failures } = calls;
  if (attempts === 0) return NOTHING;
  if (failures === 0) return <span className="text-text-3">0</span>;
  return (
    <span className={failureTone(calls)}>
      {formatCount(failures)} <span className="text-meta">· {formatPercent(failures / attempts, 1)}</span>
    </span>
  );
}

export function Count({ value, of }: { value: number; of: number }) {
  if (of === 0) return NOTHING;
  return value === 0 ? <span className="text-text-3">0</span> : formatCount(value);
}

export function FirstToken({ ms }: { ms: number | undefined }) {
  return ms === undefined ? NOTHING : formatSeconds(ms);
}

/** A row's figures in one line, for phones. */
export function CallSummary({ calls }: { calls: Calls }) {
  const { attempts, failures, timeouts, ttft } = calls;
  if (attempts === 0) return <>no calls</>;
  return (
    <>
      {formatCount(attempts)} {attempts === 1 ? 'call' : 'calls'},{' '}
      <span className={failureTone(calls)}>{formatCount(failures)} failed</span>
      {timeouts > 0 && `, ${formatCount(timeouts)} timed out`}
      {ttft && ` · first token ${formatSeconds(ttft.p50Ms)}, p95 ${formatSeconds(ttft.p95Ms)}`}
    </>
  );
}
