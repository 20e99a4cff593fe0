import type { BudgetView } from '@/lib/db/budgets/budget-views';
import { formatMomentIn, formatPercent, formatUsd } from '@/lib/format';
import { ACTION_LABELS } from './budget-labels';

/** The steps that a budget reached, including earlier periods. */
export function AlertList({ budget: { alerts, timeZone } }: { budget: BudgetView }) {
  if (alerts.length === 0) return null;
  return (
    <section aria-label="Alerts" className="mt-4 border-t border-line-subtle pt-3">
      <h3 className="mb-1 font-semibold">Alerts</h3>
      <ul className="flex flex-col">
        {alerts.map((alert) => (
          <li
            key={`${alert.at} ${alert.percent}`}
            className="flex flex-wrap items-baseline gap-x-3 border-t border-line-subtle py-1.5 text-meta first:border-t-0"
          >
            <span className="w-10 font-medium tabular">{formatPercent(alert.percent / 100)}</span>
            <span className="min-w-0 flex-1 text-text-2">
              {(ACTION_LABELS as Record<string, string>)[alert.action] ?? alert.action}
            </span>
            <span className="text-text-2 tabular">
              {formatUsd(alert.spentNanoUsd)}
              <span className="max-[640px]:hidden"> of {formatUsd(alert.limitNanoUsd)}</span>
            </span>
            <span className="w-24 text-right text-text-3 tabular">{formatMomentIn(alert.at, timeZone)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
