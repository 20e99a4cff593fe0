import { formatUsd, formatUsdRough } from '@/lib/format';
import type { TeamBudget } from '@/lib/services/chat/parameters';

/** The cost of a chat, and the team's budget. */
export interface ChatFigures {
  chatNanoUsd: number;
  /** Estimated cost of the next answer; null while unknown. */
  nextNanoUsd: number | null;
  budget: TeamBudget | null;
}

/** Costs and budget, below the parameters. */
export function CostSummary({ figures: { chatNanoUsd, nextNanoUsd, budget } }: { figures: ChatFigures }) {
  return (
    <dl className="mx-4 flex shrink-0 flex-col gap-2 border-t border-line-subtle py-4 text-meta">
      {/* On wide screens the composer shows it. */}
      {nextNanoUsd !== null && (
        <div className="flex gap-2 min-[1280px]:hidden">
          <dt className="min-w-0 flex-1 truncate text-text-2">Next answer</dt>
          <dd className="tabular">about {formatUsdRough(nextNanoUsd)}</dd>
        </div>
      )}
      <div className="flex gap-2">
        <dt className="min-w-0 flex-1 truncate text-text-2">This chat</dt>
        <dd className="font-medium tabular">{formatUsd(chatNanoUsd)}</dd>
      </div>
      {budget && (
        <div className="flex gap-2">
          <dt className="min-w-0 flex-1 truncate text-text-2" title={budget.label}>
            {budget.label}
          </dt>
          <dd className="font-medium whitespace-nowrap tabular">
            {formatUsd(budget.spentNanoUsd)}{' '}
            <span className="font-normal text-text-3">of {formatUsd(budget.limitNanoUsd)}</span>
          </dd>
        </div>
      )}
    </dl>
  );
}
