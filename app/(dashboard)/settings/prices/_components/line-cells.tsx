import { CalendarClock } from 'lucide-react';
import { Tag } from '@/components/ui/tag';
import type { PriceLine } from '@/lib/engine/money/price-lines';
import type { PriceRow } from '@/lib/engine/money/price-row';
import { formatDayOrHour, formatPrice } from '@/lib/format';
import { daysSince, describeScope, OLD_AFTER_DAYS, otherCharges } from './price-labels';

/** Which calls a price applies to, and whether it is current, scheduled, or the list price behind an override. */
export function AppliesTo({ line }: { line: PriceLine }) {
  const { when, from, until, overrideId, scope } = line;
  const others = otherCharges(line.rates);
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {when === 'later' && from && (
        <Tag tone="warn">
          <CalendarClock size={12} /> from {formatDayOrHour(from)}
        </Tag>
      )}
      {overrideId && <Tag tone="accent">override</Tag>}
      {when === 'list' && <Tag tone="outline">list price</Tag>}
      <span className="text-text-2">{describeScope(scope)}</span>
      {until && <span className="text-text-3">until {formatDayOrHour(until)}</span>}
      {others.map((charge) => (
        <span key={charge} className="text-text-2">
          {charge}
        </span>
      ))}
    </span>
  );
}

/** A rate, or a dash when the vendor has none; then the parent class's rate applies. */
export function Rate({ usd, isStrong = false }: { usd: number | undefined; isStrong?: boolean }) {
  if (usd === undefined) return <span className="text-text-3">–</span>;
  return <span className={isStrong ? '' : 'text-text-2'}>{formatPrice(usd)}</span>;
}

/** The source of a price and the days since it was verified. */
export function SourceAge({ line, setBy, now }: { line: PriceLine; setBy: Record<string, string>; now: number }) {
  const days = daysSince(line.verifiedAt, now);
  const source = line.overrideId ? (setBy[line.overrideId] ?? 'an admin') : line.source;
  return (
    <span title={`${source}, ${line.verifiedAt}`}>
      {source} <span className={days >= OLD_AFTER_DAYS ? 'text-warn-text' : 'text-text-3'}>{days} d</span>
    </span>
  );
}

/** When a model was or will be retired; the replacement is in the title. */
export function RetiredTag({ retired }: { retired: NonNullable<PriceRow['retired']> }) {
  const { on, replacement, isGone } = retired;
  return (
    <span title={`Use ${replacement} instead.`}>
      <Tag tone={isGone ? 'danger' : 'warn'}>
        {isGone ? 'retired' : 'retires'} {formatDayOrHour(on)}
      </Tag>
    </span>
  );
}

/** Unique among the lines of a model. */
export function lineKey({ when, from, scope, overrideId }: PriceLine): string {
  return JSON.stringify([when, from, scope, overrideId]);
}
