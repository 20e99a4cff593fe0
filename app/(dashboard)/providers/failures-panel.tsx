import { FailureCard } from '@/components/providers/failure-card';
import type { Visit } from '@/lib/auth/doormen';
import { latestFailures } from '@/lib/db/provider-health';

const SHOWN = 20;

export async function FailuresPanel({ visit: { runtime, caller } }: { visit: Visit }) {
  const failures = await latestFailures(runtime.database, caller, SHOWN);
  return <FailureCard failures={failures.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }))} />;
}
