import type { Metadata } from 'next';
import { type ReactNode, Suspense } from 'react';
import { SettingsTabs } from '@/components/settings/settings-tabs';
import { PageBody, PageHeader } from '@/components/shell/page';
import { Card } from '@/components/ui/card';
import { Note } from '@/components/ui/note';
import { PanelErrorBoundary } from '@/components/ui/panel-error';
import { pageCaller } from '@/lib/auth/guards';
import { isAdmin } from '@/lib/caller';
import { MailPanel, WebhookPanel } from './channel-panels';
import { LogPanel } from './log-panel';
import { RecipientsPanel } from './recipients-panel';

export const metadata: Metadata = { title: 'Alerts' };

/** Alert recipients, channels and delivery status. */
export default async function AlertsPage() {
  const { runtime, caller } = await pageCaller();
  return (
    <>
      <PageHeader title="Alerts" purpose="Who is notified when a budget reaches a step, and how.">
        <SettingsTabs />
      </PageHeader>
      <PageBody>
        {isAdmin(caller) ? (
          <>
            <Panel title="Webhook">
              <WebhookPanel runtime={runtime} />
            </Panel>
            <Panel title="E-mail">
              <MailPanel runtime={runtime} ownEmail={caller.email} />
            </Panel>
            <Panel title="Recipients">
              <RecipientsPanel runtime={runtime} />
            </Panel>
            <Panel title="Latest alerts">
              <LogPanel runtime={runtime} />
            </Panel>
          </>
        ) : (
          <Note>Only an owner or an admin can see alert settings. Your own alerts are under the bell.</Note>
        )}
      </PageBody>
    </>
  );
}

const SKELETON = <Card className="skeleton h-40">{null}</Card>;

/** A card with its own loading and error state. */
function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <PanelErrorBoundary title={title}>
      <Suspense fallback={SKELETON}>{children}</Suspense>
    </PanelErrorBoundary>
  );
}
