'use client';
import { RadioGroup } from 'radix-ui';
import { classNames } from '@/components/ui/class-names';
import { Gauge, gaugeTone } from '@/components/ui/gauge';
import type { BudgetView } from '@/lib/db/budgets/budget-views';
import { formatPercent, formatUsd } from '@/lib/format';
import { ownerLabel, PERIOD_LABELS } from './budget-labels';
import { shareOfLimit } from './team-list';

interface BudgetTabsProps {
  budgets: BudgetView[];
  currentId: string;
  onChoose: (id: string) => void;
}

/** Several budgets side by side, the tightest first; all of them apply. Arrow keys select. */
export function BudgetTabs({ budgets, currentId, onChoose }: BudgetTabsProps) {
  return (
    <RadioGroup.Root
      aria-label="Budgets"
      value={currentId}
      onValueChange={onChoose}
      className="grid grid-cols-[repeat(auto-fill,minmax(168px,1fr))] gap-2 px-4 pt-3 pb-1"
    >
      {budgets.map((budget) => {
        const spent = shareOfLimit(budget.spentNanoUsd, budget.limitNanoUsd);
        return (
          <RadioGroup.Item
            key={budget.id}
            value={budget.id}
            className={classNames(
              'flex min-w-0 flex-col gap-1.5 rounded-md border px-3 py-2 text-left',
              budget.id === currentId ? 'border-line-strong bg-selected' : 'border-line hover:bg-hover',
              gaugeTone(spent),
            )}
          >
            <span className="flex gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">{ownerLabel(budget)}</span>
              <span className="text-meta leading-5 text-(--gauge-text) tabular">{formatPercent(spent)}</span>
            </span>
            <Gauge
              size="thin"
              spent={spent}
              reserved={shareOfLimit(budget.reservedNanoUsd, budget.limitNanoUsd)}
              label={`${formatPercent(spent)} spent`}
            />
            <span className="truncate text-micro text-text-3 tabular">
              {formatUsd(budget.limitNanoUsd)} · {(PERIOD_LABELS[budget.period].split(',')[0] ?? '').toLowerCase()}
            </span>
          </RadioGroup.Item>
        );
      })}
    </RadioGroup.Root>
  );
}
