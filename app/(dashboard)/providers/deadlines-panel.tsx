import { DeadlinesCard } from '@/components/providers/deadlines-card';
import type { Visit } from '@/lib/auth/doormen';
import { isAdmin } from '@/lib/caller';
import { DEADLINE_LIMITS, deadlineSettings } from '@/lib/db/settings';
import { DEFAULT_DEADLINES } from '@/lib/engine/deadlines';
import { saveDeadlinesAction } from './actions';

export async function DeadlinesPanel({ visit: { runtime, caller } }: { visit: Visit }) {
  return (
    <DeadlinesCard
      inForce={await deadlineSettings(runtime.database)}
      defaults={DEFAULT_DEADLINES}
      limits={DEADLINE_LIMITS}
      providers={[...runtime.providers.keys()]}
      mayChange={isAdmin(caller)}
      onSave={saveDeadlinesAction}
    />
  );
}
