import { classNames } from './class-names';

interface GaugeProps {
  /** Share of the limit; can exceed 1. */
  spent: number;
  reserved?: number;
  size?: 'large' | 'regular' | 'thin';
  /** Percentages to mark, such as a ladder's steps. */
  ticks?: number[];
  /** Accessible name. */
  label: string;
}

const HEIGHTS = { large: 'h-4 rounded-[5px]', regular: 'h-2 rounded-full', thin: 'h-1 rounded-full' };

/** Spent is solid, reserved is hatched. Accent below 70 %, amber below 95 %, then red. */
export function Gauge({ spent, reserved = 0, size = 'regular', ticks = [], label }: GaugeProps) {
  const spentWidth = Math.min(1, Math.max(0, spent));
  const reservedWidth = Math.min(1 - spentWidth, Math.max(0, reserved));
  return (
    <div
      role="img"
      aria-label={label}
      className={classNames(
        'relative flex gap-0.5 bg-surface-3 shadow-[inset_0_0_0_1px_var(--border)]',
        HEIGHTS[size],
        gaugeTone(spent),
      )}
    >
      {spentWidth > 0 && (
        <span
          className="min-w-0.5 rounded-l-[inherit] bg-(--gauge) last:rounded-r-[inherit]"
          style={{ width: `${spentWidth * 100}%` }}
        />
      )}
      {reservedWidth > 0 && (
        <span className="reserved min-w-0.5 rounded-[1px]" style={{ width: `${reservedWidth * 100}%` }} />
      )}
      {ticks.map((percent) => (
        <span
          key={percent}
          aria-hidden
          className="absolute -inset-y-0.5 -ml-px w-[3px] border-x border-surface bg-text-3"
          style={{ left: `${percent}%` }}
        />
      ))}
    </div>
  );
}

/** The gauge's colours, also for text next to it. */
export function gaugeTone(spent: number): string {
  if (spent >= 0.95) return '[--gauge:var(--danger)] [--gauge-text:var(--danger-text)]';
  if (spent >= 0.7) return '[--gauge:var(--warn)] [--gauge-text:var(--warn-text)]';
  return '[--gauge:var(--accent)] [--gauge-text:var(--text-2)]';
}
