import type { Visit } from '@/lib/auth/guards';
import { latestFailures } from '@/lib/db/stats/provider-health';
import { FailureCard } from './_components/health/failure-card';

const SHOWN = 20;

export async function FailuresPanel({ visit: { runtime, caller } }: { visit: Visit }) {
  const failures = await latestFailures(runtime.database, caller, SHOWN);
  return <FailureCard failures={failures.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }))} />;
}
