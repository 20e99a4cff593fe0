import type { OperatingPoint } from '@/lib/engine/decide/what-if';
import { formatPercent, formatSeconds, formatUsd } from '@/lib/format';

/** Estimated cost, quality and latency of the current policy and the draft. */
export function PolicyEstimate({ now, draft }: { now: OperatingPoint; draft: OperatingPoint }) {
  return (
    <dl className="grid grid-cols-3 gap-3 tabular">
      <Figure
        label="Cost per 1,000"
        from={formatUsd(Math.round(now.costNanoUsd * 1_000))}
        to={formatUsd(Math.round(draft.costNanoUsd * 1_000))}
        change={relative(now.costNanoUsd, draft.costNanoUsd)}
        tone="neutral"
      />
      <Figure
        label="Expected quality"
        from={now.quality.toFixed(3)}
        to={draft.quality.toFixed(3)}
        change={signed(draft.quality - now.quality, (value) => value.toFixed(3))}
        tone={draft.quality >= now.quality ? 'better' : 'worse'}
      />
      <Figure
        label="First token, p50"
        from={formatSeconds(now.ttftMs)}
        to={formatSeconds(draft.ttftMs)}
        change={signed(draft.ttftMs - now.ttftMs, formatSeconds)}
        tone={draft.ttftMs <= now.ttftMs ? 'better' : 'worse'}
      />
    </dl>
  );
}

interface FigureProps {
  label: string;
  from: string;
  to: string;
  /** Arrow and amount; null without a change. */
  change: string | null;
  tone: keyof typeof TONES;
}

const TONES = { neutral: 'text-text-2', better: 'text-ok-text', worse: 'text-danger-text' };

function Figure({ label, from, to, change, tone }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-meta text-text-2">{label}</dt>
      <dd className="mt-0.5 text-[15px] leading-6">
        {change && from !== to && <span className="text-text-3 max-[640px]:sr-only">{from} → </span>}
        <b className="font-semibold">{to}</b>
        <span className={`block min-h-4 text-meta ${TONES[tone]}`}>{change}</span>
      </dd>
    </div>
  );
}

function relative(from: number, to: number): string | null {
  if (from === to || from === 0) return null;
  const arrow = to > from ? '↑' : '↓';
  return to > from * 3 ? `${arrow} ${(to / from).toFixed(1)}×` : `${arrow} ${formatPercent(Math.abs(to / from - 1))}`;
}

function signed(difference: number, format: (value: number) => string): string | null {
  if (Math.abs(difference) < 1e-9) return null;
  return `${difference > 0 ? '↑' : '↓'} ${format(Math.abs(difference))}`;
}
