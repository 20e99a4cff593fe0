import type { ReactNode } from 'react';
import { Frame } from '@/components/shell/frame';
import { pageCaller } from '@/lib/auth/doormen';
import { isAdmin } from '@/lib/caller';
import { unseenAlerts } from '@/lib/db/alerts';
import { toNews } from '@/lib/gateway/alerts/news';
import { putAlertsAwayAction } from './alert-actions';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { runtime, caller, teamName } = await pageCaller();
  const initial = (await unseenAlerts(runtime.database, caller)).map(toNews);
  return (
    <Frame
      workspace={teamName}
      user={{ name: caller.name, email: caller.email }}
      alerts={{ initial, isAdmin: isAdmin(caller), onSeen: putAlertsAwayAction }}
    >
      {children}
    </Frame>
  );
}
