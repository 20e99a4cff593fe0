import type { HeatScale } from '@/components/charts/heat-scale';
import { HeatSteps } from '@/components/charts/heat-steps';
import { formatPercentRange } from '@/lib/format';

export function HeatLegend({ scale }: { scale: HeatScale | null }) {
  return (
    <p className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-1 text-micro text-text-3">
      {scale && (
        <span className="flex items-center gap-3">
          <HeatSteps />
          {formatPercentRange(scale.low, scale.high)} accepted
        </span>
      )}
      <span className="ml-auto flex items-center gap-1.5 max-[640px]:ml-0">
        <span aria-hidden className="h-2 w-4 rounded-[2px] border border-dashed border-line-strong" />
        fewer than 5 ratings: prior
      </span>
    </p>
  );
}
