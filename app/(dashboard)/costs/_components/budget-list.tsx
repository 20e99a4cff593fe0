import { Card, CardHeader } from '@/components/ui/card';
import { formatPercent, formatUsd } from '@/lib/format';

/** An active budget. */
export interface BudgetLine {
  id: string;
  name: string;
  limitNanoUsd: number;
  spentNanoUsd: number;
  reservedNanoUsd: number;
  /** Such as `resets 1 Dec`. */
  until: string;
}

/** Active budgets as gauges of spent, reserved and free money. */
export function BudgetList({ budgets }: { budgets: BudgetLine[] }) {
  return (
    <Card>
      <CardHeader title="Active budgets" qualifier="highest use first" />
      <ul className="pt-1 pb-2">
        {budgets.map((budget) => (
          <BudgetRow key={budget.id} {...budget} />
        ))}
      </ul>
    </Card>
  );
}

const WARN = 0.7;
const DANGER = 0.95;

function BudgetRow({ name, limitNanoUsd, spentNanoUsd, reservedNanoUsd, until }: BudgetLine) {
  const part = (nanoUsd: number) => (limitNanoUsd > 0 ? Math.min(1, nanoUsd / limitNanoUsd) : 1);
  const share = limitNanoUsd > 0 ? (spentNanoUsd + reservedNanoUsd) / limitNanoUsd : 1;
  const colour = share >= DANGER ? 'var(--danger)' : share >= WARN ? 'var(--warn)' : 'var(--accent)';
  const spent = part(spentNanoUsd);
  const reserved = Math.min(1 - spent, part(reservedNanoUsd));
  const reservedLabel = reservedNanoUsd > 0 ? `, ${formatUsd(reservedNanoUsd)} reserved` : '';
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(80px,200px)_300px] items-center gap-x-4 gap-y-1.5 border-t border-line-subtle px-4 py-2.5 first:border-t-0 max-[900px]:grid-cols-1">
      <span className="min-w-0 truncate" title={name}>
        {name.charAt(0).toUpperCase() + name.slice(1)}
      </span>
      <span aria-hidden className="flex h-1 overflow-hidden rounded-full bg-surface-3">
        <span style={{ width: `${spent * 100}%`, background: colour }} />
        <span
          style={{
            width: `${reserved * 100}%`,
            background: `repeating-linear-gradient(135deg, ${colour} 0 2px, transparent 2px 4px)`,
          }}
        />
      </span>
      <span className="text-right text-meta text-text-2 tabular max-[900px]:text-left">
        {formatUsd(spentNanoUsd)} of {formatUsd(limitNanoUsd)}, {formatPercent(share)}
        {reservedLabel} <span className="text-text-3">{until}</span>
      </span>
    </li>
  );
}
