import { Bell } from 'lucide-react';
import { formatMoment } from '../../lib/format';
import { Card, CardBody, CardHeader } from '../ui/card';
import { Empty } from '../ui/empty';
import { Tag, type TagTone } from '../ui/tag';

export interface LoggedDelivery {
  /** `webhook`, or an e-mail address. */
  to: string;
  state: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  /** When it was delivered, or when the next attempt is due. */
  at: Date | null;
  error: string | null;
}

export interface LoggedAlert {
  id: string;
  sentence: string;
  detail: string;
  at: Date;
  deliveries: LoggedDelivery[];
}

/** The latest alerts with their delivery status. */
export function AlertLog({ alerts, atMost }: { alerts: LoggedAlert[]; atMost: number }) {
  return (
    <Card>
      <CardHeader title="Latest alerts" qualifier={`the last ${atMost}, times in UTC`} />
      <CardBody>
        {alerts.length === 0 ? (
          <Empty icon={Bell} title="No alerts yet">
            You get one alert per budget step and period, when spend reaches the step.
          </Empty>
        ) : (
          <ul aria-label="Latest alerts">
            {alerts.map((alert) => (
              <li
                key={alert.id}
                className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-6 gap-y-1.5 border-t border-line-subtle py-3 first:border-t-0 first:pt-0 max-[860px]:grid-cols-1"
              >
                <div className="min-w-0">
                  <p className="font-medium text-pretty">{alert.sentence}</p>
                  <p className="text-meta text-text-2 text-pretty">{alert.detail}</p>
                  <time dateTime={alert.at.toISOString()} className="text-meta text-text-3 tabular">
                    {formatMoment(alert.at)}
                  </time>
                </div>
                <Deliveries deliveries={alert.deliveries} />
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

const TONES: Record<LoggedDelivery['state'], TagTone> = { delivered: 'ok', waiting: 'warn', failed: 'danger' };

function Deliveries({ deliveries }: { deliveries: LoggedDelivery[] }) {
  if (deliveries.length === 0)
    return <p className="text-meta text-text-3">In the app only. No webhook or e-mail was configured at the time.</p>;
  return (
    <ul className="flex min-w-0 flex-col gap-1.5">
      {deliveries.map((delivery) => (
        <li key={delivery.to} className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5 text-meta">
          <Tag tone={TONES[delivery.state]}>{delivery.state}</Tag>
          <span className="min-w-0 break-words">{delivery.to}</span>
          <span className="text-text-3 tabular">{timing(delivery)}</span>
          {delivery.error && <span className="basis-full text-text-2 text-pretty">{delivery.error}</span>}
        </li>
      ))}
    </ul>
  );
}

function timing({ state, attempts, at }: LoggedDelivery): string {
  const tries = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  if (state === 'failed') return `failed after ${tries}`;
  if (state === 'delivered') return `${at ? formatMoment(at) : ''}${attempts > 1 ? `, on attempt ${attempts}` : ''}`;
  return attempts === 0 || !at ? 'sending now' : `${tries}, next at ${formatMoment(at)}`;
}
