import type { ReactNode } from 'react';
import { FeedbackPermissionProvider } from '@/components/chat/answer/feedback-permission';
import { Frame } from '@/components/shell/frame';
import { pageCaller } from '@/lib/auth/guards';
import { isAdmin, mayTeach } from '@/lib/caller';
import { unseenAlerts } from '@/lib/db/alerts/alerts';
import { listUserTeams } from '@/lib/db/teams/users';
import { toNotification } from '@/lib/runtime/alerts/notification';
import { switchTeamAction } from './actions';
import { putAlertsAwayAction } from './alert-actions';
import { findAction } from './find-action';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { runtime, caller } = await pageCaller();
  const [teams, unseen] = await Promise.all([
    listUserTeams(runtime.database, caller.userId),
    unseenAlerts(runtime.database, caller),
  ]);
  return (
    <Frame
      teams={{ own: teams, currentId: caller.teamId, onSwitch: switchTeamAction }}
      user={{ name: caller.name, email: caller.email }}
      onFind={findAction}
      alerts={{ initial: unseen.map(toNotification), isAdmin: isAdmin(caller), onSeen: putAlertsAwayAction }}
    >
      <FeedbackPermissionProvider mayTeach={mayTeach(caller)}>{children}</FeedbackPermissionProvider>
    </Frame>
  );
}
