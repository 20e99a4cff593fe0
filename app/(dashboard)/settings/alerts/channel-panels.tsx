import { MailCard } from '@/components/alerts/mail-card';
import { WebhookCard } from '@/components/alerts/webhook-card';
import { shownMailSettings, webhookUrl } from '@/lib/db/alerts/alert-settings';
import type { Runtime } from '@/lib/runtime/runtime';
import {
  removeMailAction,
  removeWebhookAction,
  renewSecretAction,
  saveMailAction,
  saveWebhookAction,
  testMailAction,
  testWebhookAction,
} from './actions';

export async function WebhookPanel({ runtime }: { runtime: Pick<Runtime, 'database'> }) {
  return (
    <WebhookCard
      url={await webhookUrl(runtime.database)}
      onSave={saveWebhookAction}
      onRenew={renewSecretAction}
      onRemove={removeWebhookAction}
      onTest={testWebhookAction}
    />
  );
}

export async function MailPanel({ runtime, ownEmail }: { runtime: Pick<Runtime, 'database'>; ownEmail: string }) {
  return (
    <MailCard
      settings={await shownMailSettings(runtime.database)}
      ownEmail={ownEmail}
      onSave={saveMailAction}
      onRemove={removeMailAction}
      onTest={testMailAction}
    />
  );
}
