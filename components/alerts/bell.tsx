'use client';

import { Bell as BellIcon, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { formatMoment } from '../../lib/format';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Link } from '../ui/link';
import type { AlertNotification } from './notifications';

interface BellProps {
  alerts: AlertNotification[];
  /** Whether the user can see the alert settings. */
  isAdmin: boolean;
  /** Opens next to a sidebar or below a top bar. */
  side: 'right' | 'bottom';
  onDismiss: (alerts: AlertNotification[]) => void;
  className?: string;
}

/** Shows the number of new budget alerts and opens their list. */
export function Bell({ alerts, isAdmin, side, onDismiss, className }: BellProps) {
  const [isOpen, setOpen] = useState(false);
  const count = alerts.length;
  const label = count === 0 ? 'Alerts: none new' : `Alerts: ${count} new`;
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button variant="ghost" size="small" isIcon aria-label={label} title={label} className={className}>
          <span className="relative">
            <BellIcon size={14} />
            {count > 0 && (
              <span
                aria-hidden
                className={classNames(
                  'absolute -top-2 -right-2 grid h-3.5 min-w-3.5 place-items-center rounded-full px-0.5 text-[9px] leading-none font-semibold tabular',
                  alerts.some(({ isStop }) => isStop) ? 'bg-danger text-on-accent' : 'bg-ink text-on-ink',
                )}
              >
                {count > 9 ? '9+' : count}
              </span>
            )}
          </span>
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side={side}
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label="Alerts"
          className="z-50 flex max-h-[min(480px,70dvh)] w-[min(360px,calc(100vw-24px))] flex-col rounded-lg border border-line-overlay bg-overlay shadow-pop"
        >
          <header className="flex min-h-11 items-center gap-2 pr-2 pl-4">
            <h2 className="flex-1 font-semibold">Alerts</h2>
            {count > 0 && (
              <Button variant="ghost" size="small" onClick={() => onDismiss(alerts)}>
                Dismiss all
              </Button>
            )}
          </header>
          {count === 0 ? (
            <p className="px-4 pb-4 text-text-2">No new alerts. You are notified here when a budget reaches a step.</p>
          ) : (
            <AlertItems alerts={alerts} onDismiss={onDismiss} />
          )}
          {isAdmin && (
            <footer className="border-t border-line-subtle px-4 py-2.5 text-meta">
              <Link
                href="/settings/alerts"
                onClick={() => setOpen(false)}
                className="inline-flex items-center text-accent-text hover:underline pointer-coarse:min-h-11"
              >
                All alerts, webhook and e-mail
              </Link>
            </footer>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function AlertItems({ alerts, onDismiss }: Pick<BellProps, 'alerts' | 'onDismiss'>) {
  return (
    <ul className="min-h-0 overflow-y-auto">
      {alerts.map((alert) => (
        <li key={alert.id} className="flex items-start gap-2 border-t border-line-subtle py-2.5 pr-2 pl-4">
          <div className="min-w-0 flex-1">
            <p className={alert.isStop ? 'font-medium text-danger-text' : 'font-medium'}>{alert.sentence}</p>
            <p className="text-meta text-text-2 text-pretty">{alert.detail}</p>
            <time dateTime={alert.at} className="text-meta text-text-3 tabular">
              {formatMoment(new Date(alert.at))} UTC
            </time>
          </div>
          <Button
            variant="ghost"
            size="small"
            isIcon
            aria-label={`Dismiss: ${alert.sentence}`}
            title="Dismiss"
            onClick={() => onDismiss([alert])}
          >
            <X size={14} />
          </Button>
        </li>
      ))}
    </ul>
  );
}
