import { CalendarClock } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { formatPrice, formatTimes, formatUsdAbout } from '@/lib/format';
import { formatIsoDay } from './cost-labels';

/** A scheduled price change of a model in use. */
export interface ScheduledChange {
  model: string;
  name: string;
  from: string;
  after: { input: number; output: number } | null;
  factor: number | null;
  monthlyNanoUsd: number | null;
}

interface ScheduledNoteProps {
  changes: ScheduledChange[];
  /** Whether the forecast includes the changes. */
  isCounted: boolean;
}

const LISTED = 3;

/** Upcoming price changes with their monthly effect at today's volume. */
export function ScheduledNote({ changes, isCounted }: ScheduledNoteProps) {
  if (changes.length === 0) return null;
  return (
    <section
      aria-label="Scheduled prices"
      className="flex items-start gap-2 rounded-md border border-line bg-surface-2 px-3 py-2.5 max-[640px]:flex-wrap"
    >
      <CalendarClock size={14} className="mt-[3px] shrink-0 text-warn-text" aria-hidden />
      <ul className="flex min-w-0 flex-1 max-[640px]:basis-[calc(100%-22px)] flex-col gap-1 text-text-2 text-pretty">
        {changes.slice(0, LISTED).map((change) => (
          <li key={`${change.model} ${change.from}`}>
            <b className="font-medium text-text">
              {formatStart(change.from)}: {change.name} {describePriceChange(change.factor)}
            </b>
            {change.after &&
              ` to $${formatPrice(change.after.input)} / $${formatPrice(change.after.output)} per million tokens`}
            .
            {change.monthlyNanoUsd !== null &&
              change.monthlyNanoUsd !== 0 &&
              ` ${describeMonthlyImpact(change.monthlyNanoUsd)}`}
          </li>
        ))}
        {changes.length > LISTED && <li>{changes.length - LISTED} more</li>}
        {!isCounted && (
          <li className="text-text-3">Not included in the forecast, because its spend isn’t split by model.</li>
        )}
      </ul>
      <Link
        href="/settings/prices?show=scheduled"
        className="shrink-0 font-medium text-accent-text max-[640px]:ml-[22px] touch-target hover:underline"
      >
        View scheduled prices
      </Link>
    </section>
  );
}

/** Less than two months ahead, so the year is left out. */
function formatStart(from: string): string {
  const [day = '', hour] = from.split('T');
  return hour === undefined || hour === '00' ? formatIsoDay(day) : `${formatIsoDay(day)}, ${hour}:00 UTC`;
}

function describePriceChange(factor: number | null): string {
  if (factor === null) return 'changes price';
  if (Math.abs(factor - 2) < 0.005) return 'doubles';
  if (Math.abs(factor - 0.5) < 0.005) return 'halves';
  if (factor >= 1.95) return `costs ${formatTimes(factor)} as much`;
  const percent = Math.round(Math.abs(factor - 1) * 100);
  return `costs ${percent} % ${factor > 1 ? 'more' : 'less'}`;
}

function describeMonthlyImpact(nanoUsd: number): string {
  return `About ${formatUsdAbout(Math.abs(nanoUsd))} a month ${nanoUsd > 0 ? 'more' : 'less'} at today’s volume.`;
}
