import type { Metadata } from 'next';
import { ApiKeys } from '@/components/settings/api-keys';
import { Retention } from '@/components/settings/retention';
import { SettingsTabs } from '@/components/settings/settings-tabs';
import { TextStorage } from '@/components/settings/text-storage';
import { PageBody, PageHeader } from '@/components/shell/page';
import { pageCaller } from '@/lib/auth/guards';
import { isAdmin } from '@/lib/caller';
import { readRetention, storesApiText } from '@/lib/db/system/settings';
import { listKeys } from '@/lib/db/teams/keys';
import { createKeyAction, revokeKeyAction, setRetentionAction, setTextStorageAction } from './actions';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const { runtime, caller } = await pageCaller();
  const { database } = runtime;
  const [keys, isOn, retention] = await Promise.all([
    listKeys(database, caller.teamId),
    storesApiText(database),
    readRetention(database),
  ]);
  const origin = runtime.env.NEXTAUTH_URL ?? `http://localhost:${runtime.env.PORT}`;
  const mayChange = isAdmin(caller);
  return (
    <>
      <PageHeader title="Settings" purpose="API keys and data retention.">
        <SettingsTabs />
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
        <Retention {...retention} mayChange={mayChange} onChange={setRetentionAction} />
      </PageBody>
    </>
  );
}
