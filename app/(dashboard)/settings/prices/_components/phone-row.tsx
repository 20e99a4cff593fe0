import type { ReactNode } from 'react';
import { ProviderDot } from '@/components/models/model-name';
import { Tag } from '@/components/ui/tag';
import type { PriceLine } from '@/lib/engine/money/price-lines';
import type { PriceRow } from '@/lib/engine/money/price-row';
import { formatDayOrHour, formatPrice } from '@/lib/format';
import { lineKey, RetiredTag } from './line-cells';
import { describeScope, formatRates, otherCharges } from './price-labels';

/** The phone layout of a model: its name, then one line per price. */
export function PhoneRow({ row, action }: { row: PriceRow; action: ((row: PriceRow) => ReactNode) | null }) {
  const { provider, name, lines, isUnpriced, retired } = row;
  return (
    <li className="flex min-h-14 flex-col gap-1 border-b border-line-subtle px-3 py-2 last:border-b-0">
      <span className="flex items-center gap-2">
        <ProviderDot provider={provider} />
        <span className="min-w-0 flex-1 truncate" title={row.model}>
          <span className="text-text-3">{provider} ·</span> {name}
        </span>
        {isUnpriced && <Tag tone="warn">unpriced</Tag>}
        {retired && <RetiredTag retired={retired} />}
        {action?.(row)}
      </span>
      {lines.map((line) => (
        <span key={lineKey(line)} className="flex flex-wrap justify-between gap-x-3 pl-4 text-meta tabular">
          <span className="text-text-2">{phoneScope(line)}</span>
          <span>{formatRates(line.rates)}</span>
          <span className="w-full text-text-3">{details(line)}</span>
        </span>
      ))}
    </li>
  );
}

function phoneScope({ when, from, overrideId, scope }: PriceLine): string {
  const start = when === 'later' && from ? `from ${formatDayOrHour(from)}: ` : '';
  const source = when === 'list' ? 'list price, ' : overrideId ? 'override, ' : '';
  return `${start}${source}${describeScope(scope)}`;
}

function details({ rates, source }: PriceLine): string {
  const { cachedInput, cacheWrite, cacheWrite1h, perHour: _, ...rest } = rates;
  return [
    ...(cachedInput === undefined ? [] : [`cached $${formatPrice(cachedInput)}`]),
    ...(cacheWrite === undefined ? [] : [`write $${formatPrice(cacheWrite)}`]),
    ...(cacheWrite1h === undefined ? [] : [`1 h $${formatPrice(cacheWrite1h)}`]),
    ...otherCharges(rest),
    source,
  ].join(' · ');
}
