import { Tile } from '@/components/ui/tile';
import type { PriceRow } from '@/lib/engine/money/price-row';
import { formatDayOrHour } from '@/lib/format';
import { daysSince } from './price-labels';

/** Number of priced models, next change, agreement with a second source, and age of the oldest price. */
export function PriceFigures({ rows, now }: { rows: PriceRow[]; now: number }) {
  const active = rows.filter(({ retired }) => !retired?.isGone);
  const unpriced = active.filter(({ isUnpriced }) => isUnpriced).length;
  return (
    <div className="grid grid-cols-4 gap-4 max-[900px]:grid-cols-2 max-[640px]:gap-3">
      <Tile
        label="Models with a price"
        figure={active.length - unpriced}
        unit={`of ${active.length}`}
        detail={unpriced === 0 ? 'all priced' : `${unpriced} unpriced, not in any total`}
      />
      <NextChange rows={active} />
      <SecondOpinions rows={active} />
      <OldestCheck rows={active} now={now} />
    </div>
  );
}

function NextChange({ rows }: { rows: PriceRow[] }) {
  const changes = rows.flatMap(({ name, lines }) =>
    lines.flatMap(({ when, from }) => (when === 'later' && from ? [{ name, from }] : [])),
  );
  const [next] = changes.sort((a, b) => (a.from < b.from ? -1 : 1));
  if (!next) return <Tile label="Next change" figure="–" detail="none scheduled" />;
  const [day, hour] = formatDayOrHour(next.from).split(', ');
  return <Tile label="Next change" figure={day} detail={`${next.name}${hour ? `, ${hour}` : ''}, automatic`} />;
}

function SecondOpinions({ rows }: { rows: PriceRow[] }) {
  const compared = rows.filter(({ opinion }) => opinion && opinion.kind !== 'unlisted');
  const same = compared.filter(({ opinion }) => opinion?.kind === 'same').length;
  const others = rows.length - compared.length;
  return (
    <Tile
      label="Match the second opinion"
      figure={same}
      unit={`of ${compared.length}`}
      detail={others === 0 ? 'all differences explained' : `${others} not listed there`}
    />
  );
}

function OldestCheck({ rows, now }: { rows: PriceRow[]; now: number }) {
  const lines = rows.flatMap(({ name, lines }) => lines.map((line) => ({ ...line, name })));
  const [oldest] = lines.sort((a, b) => (a.verifiedAt < b.verifiedAt ? -1 : 1));
  if (!oldest) return <Tile label="Oldest check" figure="–" detail="no known prices" />;
  const days = daysSince(oldest.verifiedAt, now);
  return (
    <Tile
      label="Oldest check"
      figure={days}
      unit={days === 1 ? 'day' : 'days'}
      detail={`${oldest.name}, ${oldest.source}`}
    />
  );
}
