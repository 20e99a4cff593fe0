import type { ReactNode } from 'react';
import { Frame } from '@/components/shell/frame';
import { pageCaller } from '@/lib/auth/doormen';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { caller, teamName } = await pageCaller();
  return (
    <Frame workspace={teamName} user={{ name: caller.name, email: caller.email }}>
      {children}
    </Frame>
  );
}
