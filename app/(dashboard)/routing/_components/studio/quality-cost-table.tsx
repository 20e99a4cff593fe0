import { ModelName } from '@/components/models/model-name';
import { Tag } from '@/components/ui/tag';
import type { OperatingPoint, SingleModel } from '@/lib/engine/decide/what-if';
import { formatUsd } from '@/lib/format';

interface QualityCostTableProps {
  singles: SingleModel[];
  today: OperatingPoint;
  draft: OperatingPoint | null;
}

const CELL = 'h-8 border-t border-line-subtle px-2 first:pl-0 last:pr-0';

/** The chart's data, cheapest first. */
export function QualityCostTable({ singles, today, draft }: QualityCostTableProps) {
  return (
    <div className="max-h-[320px] overflow-auto">
      <table className="w-full border-collapse text-meta tabular">
        <thead>
          <tr className="text-left text-text-3">
            <th className="h-7 font-medium">Model</th>
            <th className="h-7 text-right font-medium">Per 1,000</th>
            <th className="h-7 pl-2 text-right font-medium">Quality</th>
          </tr>
        </thead>
        <tbody>
          <PolicyRow name="Current policy" point={today} />
          {draft && <PolicyRow name="Draft" point={draft} />}
          {singles.map(({ model, provider, name, costNanoUsd, quality, isOnFrontier }) => (
            <tr key={model}>
              <td className={CELL}>
                <span className="flex items-center gap-2">
                  <ModelName provider={provider} name={name} />
                  {isOnFrontier && <Tag tone="outline">frontier</Tag>}
                </span>
              </td>
              <td className={`${CELL} text-right`}>{formatUsd(Math.round(costNanoUsd * 1_000))}</td>
              <td className={`${CELL} text-right`}>{quality.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PolicyRow({ name, point }: { name: string; point: OperatingPoint }) {
  return (
    <tr className="font-semibold">
      <td className={CELL}>{name}</td>
      <td className={`${CELL} text-right`}>{formatUsd(Math.round(point.costNanoUsd * 1_000))}</td>
      <td className={`${CELL} text-right`}>{point.quality.toFixed(3)}</td>
    </tr>
  );
}
