import type { Visit } from '@/lib/auth/guards';
import { isAdmin } from '@/lib/caller';
import { DEADLINE_LIMITS, deadlineSettings } from '@/lib/db/system/settings';
import { DEFAULT_DEADLINES } from '@/lib/engine/execute/deadlines';
import { DeadlinesCard } from './_components/deadlines/deadlines-card';
import { saveDeadlinesAction } from './actions';

export async function DeadlinesPanel({ visit: { runtime, caller } }: { visit: Visit }) {
  return (
    <DeadlinesCard
      current={await deadlineSettings(runtime.database)}
      defaults={DEFAULT_DEADLINES}
      limits={DEADLINE_LIMITS}
      providers={[...runtime.providers.keys()]}
      mayChange={isAdmin(caller)}
      onSave={saveDeadlinesAction}
    />
  );
}
