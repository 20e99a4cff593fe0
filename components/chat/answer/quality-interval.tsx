import type { QualityEstimate } from '@/lib/engine/types';
import { formatQuality } from '@/lib/format';

const WIDTH = 120;
const PAD = 4;
const LOW = 0.3;
const HIGH = 1;

/** Quality as a dot with its interval on a shared axis. A prior is hollow and dotted, because it is not measured. */
export function QualityInterval({ quality, provider }: { quality: QualityEstimate; provider: string }) {
  const isPrior = quality.source === 'prior';
  const colour = `var(--provider-${provider}, var(--text-3))`;
  const label = `quality ${formatQuality(quality.mean)}, ${formatQuality(quality.low)} to ${formatQuality(quality.high)}, ${isPrior ? 'prior' : `n ${quality.n}`}`;
  return (
    <svg
      width={WIDTH}
      height="16"
      viewBox={`0 0 ${WIDTH} 16`}
      role="img"
      aria-label={label}
      className="shrink-0 max-[640px]:w-[92px]"
    >
      <title>{label}</title>
      <line x1={PAD} x2={WIDTH - PAD} y1="8" y2="8" stroke="var(--chart-grid)" />
      <line
        x1={position(quality.low)}
        x2={position(quality.high)}
        y1="8"
        y2="8"
        stroke={colour}
        strokeWidth="2"
        strokeLinecap="round"
        strokeDasharray={isPrior ? '1 4' : undefined}
      />
      <circle
        cx={position(quality.mean)}
        cy="8"
        r={isPrior ? 3.25 : 4}
        fill={isPrior ? 'var(--surface)' : colour}
        stroke={isPrior ? colour : 'var(--surface)'}
        strokeWidth="1.5"
      />
    </svg>
  );
}

export const QUALITY_AXIS = { low: LOW, high: HIGH };

function position(value: number): number {
  const share = (Math.min(HIGH, Math.max(LOW, value)) - LOW) / (HIGH - LOW);
  return Number((PAD + share * (WIDTH - 2 * PAD)).toFixed(1));
}
