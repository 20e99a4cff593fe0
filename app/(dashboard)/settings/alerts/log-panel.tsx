import { AlertLog, type LoggedDelivery } from '@/components/alerts/alert-log';
import { type DeliveryState, latestAlerts } from '@/lib/db/alerts/alerts';
import { actionSentence, alertSentence, formatSpent } from '@/lib/runtime/alerts/messages';
import type { Runtime } from '@/lib/runtime/runtime';

const SHOWN = 50;

export async function LogPanel({ runtime }: { runtime: Pick<Runtime, 'database'> }) {
  const alerts = await latestAlerts(runtime.database, SHOWN);
  return (
    <AlertLog
      atMost={SHOWN}
      alerts={alerts.map((alert) => ({
        id: alert.id,
        sentence: alertSentence(alert),
        detail: `${formatSpent(alert)}. ${actionSentence(alert)}`,
        at: alert.createdAt,
        deliveries: alert.deliveries.map(toLogged),
      }))}
    />
  );
}

function toLogged({ channel, target, state, attempts, nextAt, deliveredAt, lastError }: DeliveryState): LoggedDelivery {
  return {
    to: channel === 'webhook' ? 'webhook' : target,
    state,
    attempts,
    at: state === 'delivered' ? deliveredAt : nextAt,
    error: lastError,
  };
}
