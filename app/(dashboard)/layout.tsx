import type { ReactNode } from 'react';
import { Frame } from '@/components/shell/frame';
import { pageCaller } from '@/lib/auth/doormen';
import { teamsOf } from '@/lib/db/users';
import { switchTeamAction } from './actions';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { runtime, caller } = await pageCaller();
  const teams = await teamsOf(runtime.database, caller.userId);
  return (
    <Frame
      teams={{ own: teams, currentId: caller.teamId, onSwitch: switchTeamAction }}
      user={{ name: caller.name, email: caller.email }}
    >
      {children}
    </Frame>
  );
}
