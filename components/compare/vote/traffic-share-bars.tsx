import { formatPercent, modelName } from '@/lib/format';
import type { OddsView } from '@/lib/services/compare/comparison-view';
import { ModelName, ProviderDot } from '../../models/model-name';
import { type TrafficShareRow, trafficShareRows } from './traffic-share-rows';

/** Traffic share of each model in the category, before and after the vote. */
export function TrafficShareBars({ odds, category }: { odds: OddsView; category: string }) {
  return (
    <>
      <p className="mb-2 text-meta text-text-2">
        Which model answers the next {category} prompt, under {odds.policy}
      </p>
      <ul className="flex flex-col">
        {trafficShareRows(odds).map((row) => (
          <Row key={row.model ?? 'others'} row={row} />
        ))}
      </ul>
      <p className="mt-2 text-micro text-text-3 text-pretty">{describeBasis(odds, category)}</p>
    </>
  );
}

function Row({ row: { model, provider, before, after } }: { row: TrafficShareRow }) {
  const isSandbox = provider === 'sandbox';
  const colour = provider === null ? 'var(--chart-prev)' : `var(--provider-${provider}, var(--text-3))`;
  return (
    <li className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1 text-meta max-[640px]:mt-2">
      <span className="w-[216px] min-w-0 max-[1280px]:w-[150px] max-[640px]:flex-1">
        {model === null || provider === null ? (
          <span className="flex items-center gap-2 text-text-2">
            <ProviderDot provider={null} /> All other models
          </span>
        ) : (
          <ModelName provider={provider} name={modelName(model)} className="max-w-full" />
        )}
      </span>
      <span className="relative h-2 min-w-0 flex-1 rounded-[2px] bg-surface-3 max-[640px]:order-3 max-[640px]:basis-full">
        <i
          className={`grow-in absolute inset-y-0 left-0 rounded-[2px] ${isSandbox ? 'hatched' : ''}`}
          style={{
            width: `${after * 100}%`,
            ...(!isSandbox && { background: colour }),
            ['--from' as string]: `${before * 100}%`,
          }}
        />
        <u
          title={`Before: ${formatPercent(before)}`}
          className="absolute -inset-y-1 -ml-px w-0.5 bg-text-2 shadow-[0_0_0_1px_var(--surface)]"
          style={{ left: `${before * 100}%` }}
        />
      </span>
      <span className="w-24 text-right whitespace-nowrap text-text-3 tabular">
        {formatPercent(before)} → <b className="font-semibold text-text">{formatPercent(after)}</b>
      </span>
    </li>
  );
}

function describeBasis({ situations, isExample }: OddsView, category: string): string {
  const basis = isExample
    ? `${situations} example ${situations === 1 ? 'prompt' : 'prompts'}, because your team has few requests of this kind`
    : `your team’s last ${situations} ${category} requests`;
  return `Based on ${basis}: each is routed with the estimates before and after your vote, including exploration. The tick marks the share before.`;
}
