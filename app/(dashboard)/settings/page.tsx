import { Bell } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ApiKeys } from '@/components/settings/api-keys';
import { TextStorage } from '@/components/settings/text-storage';
import { PageBody, PageHeader } from '@/components/shell/page';
import { buttonClass } from '@/components/ui/button';
import { pageCaller } from '@/lib/auth/doormen';
import { isAdmin } from '@/lib/caller';
import { listKeys } from '@/lib/db/keys';
import { storesApiText } from '@/lib/db/settings';
import { createKeyAction, revokeKeyAction, setTextStorageAction } from './actions';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const { runtime, caller } = await pageCaller();
  const [keys, isOn] = await Promise.all([listKeys(runtime.database, caller.teamId), storesApiText(runtime.database)]);
  const origin = runtime.env.NEXTAUTH_URL ?? `http://localhost:${runtime.env.PORT}`;
  const mayChange = isAdmin(caller);
  return (
    <>
      <PageHeader title="Settings" purpose="Keys for your programs, and what is kept of their calls.">
        <Link href="/settings/alerts" className={buttonClass()}>
          <Bell size={14} /> Alerts
        </Link>
      </PageHeader>
      <PageBody>
        <ApiKeys
          keys={keys}
          baseUrl={`${origin}/v1`}
          mayChange={mayChange}
          onCreate={createKeyAction}
          onRevoke={revokeKeyAction}
        />
        <TextStorage isOn={isOn} mayChange={mayChange} onChange={setTextStorageAction} />
      </PageBody>
    </>
  );
}
