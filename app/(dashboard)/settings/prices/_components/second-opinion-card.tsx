import { ModelName } from '@/components/models/model-name';
import { Card, CardHeader } from '@/components/ui/card';
import { Tag } from '@/components/ui/tag';
import type { PriceRow } from '@/lib/engine/money/price-row';

interface SecondOpinionCardProps {
  rows: PriceRow[];
  /** The second source and the date of its prices. */
  source: { name: string; readOn: string };
}

/** Differences between the list prices and a second source, with reasons. */
export function SecondOpinionCard({ rows, source }: SecondOpinionCardProps) {
  const differences = rows.flatMap(({ model, provider, name, opinion }) =>
    opinion && opinion.kind !== 'same' ? [{ model, provider, name, opinion }] : [],
  );
  return (
    <Card>
      <CardHeader title="Second opinion" qualifier={`compared with ${source.name}, as of ${source.readOn}`} />
      <ul className="flex flex-col px-4 pb-2">
        {differences.map(({ model, provider, name, opinion }) => (
          <li key={model} className="border-t border-line-subtle py-2 first:border-t-0">
            <span className="flex items-center gap-2">
              <ModelName provider={provider} name={name} className="min-w-0 flex-1" />
              <Tag tone={opinion.kind === 'differs' ? 'warn' : 'neutral'}>
                {opinion.kind === 'differs' ? 'differs' : 'not listed'}
              </Tag>
            </span>
            <span className="block text-meta text-text-2">{opinion.reason}</span>
          </li>
        ))}
        {differences.length === 0 && <li className="py-2 text-text-2">No differences among the models shown.</li>}
      </ul>
    </Card>
  );
}
