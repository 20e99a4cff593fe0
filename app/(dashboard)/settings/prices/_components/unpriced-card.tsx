import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { ModelName } from '@/components/models/model-name';
import { Card, CardHeader } from '@/components/ui/card';
import { Tag } from '@/components/ui/tag';
import type { UnpricedUse } from '@/lib/db/stats/unpriced';
import { formatCompact, formatCount, formatDay } from '@/lib/format';

export interface UnpricedModel {
  id: string;
  provider: string;
  name: string;
  /** The team's recent usage; null without any. */
  use: UnpricedUse | null;
}

interface UnpricedCardProps {
  models: UnpricedModel[];
  /** The action of a model; null without permission. */
  action: ((model: UnpricedModel) => ReactNode) | null;
}

/** Models without a known price. Shown first, since their calls are not included in totals. */
export function UnpricedCard({ models, action }: UnpricedCardProps) {
  return (
    <Card>
      <CardHeader title="No price" qualifier={models.length === 1 ? '1 model' : `${models.length} models`}>
        <Tag tone="warn">
          <CircleHelp size={12} /> unpriced
        </Tag>
      </CardHeader>
      <ul className="flex flex-col px-4 pt-1 pb-2">
        {models.map((model) => (
          <li
            key={model.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line-subtle py-2 first:border-t-0"
          >
            <span className="min-w-0 flex-1">
              <ModelName provider={model.provider} name={model.name} />
              <span className="block text-meta text-text-2">{describeUsage(model.use)}</span>
            </span>
            {action?.(model)}
          </li>
        ))}
      </ul>
      <p className="px-4 pb-4 text-meta text-text-3">
        Until a price is set, each call is reserved in and charged to its budgets at $30 / $150 per million tokens.
      </p>
    </Card>
  );
}

function describeUsage(use: UnpricedUse | null): string {
  if (!use) return 'No calls in the last 30 days.';
  const calls = use.calls === 1 ? '1 call' : `${formatCount(use.calls)} calls`;
  return `${calls} and ${formatCompact(use.tokens)} tokens since ${formatDay(use.since)} are not included in totals.`;
}
