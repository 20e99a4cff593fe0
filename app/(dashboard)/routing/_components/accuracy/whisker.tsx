import type { Accuracy } from './accuracy';
import { type Axis, percentOn } from './accuracy-axis';

interface WhiskerProps {
  accuracy: Accuracy;
  provider: string;
  axis: Axis;
}

/** A dot with its interval. A prior is hollow and dotted because it is not measured. */
export function Whisker({ accuracy: { mean, low, high, isPrior }, provider, axis }: WhiskerProps) {
  const colour = `var(--provider-${provider}, var(--text-3))`;
  const left = percentOn(axis, low);
  const width = percentOn(axis, high) - left;
  return (
    <span className="absolute inset-0" style={{ color: colour }} data-kind={isPrior ? 'prior' : 'measured'}>
      <span
        className="absolute top-1/2 -mt-1 h-2 border-x-2 border-current"
        style={{ left: `${left}%`, width: `${width.toFixed(2)}%` }}
      >
        <span
          className={`absolute top-1/2 -mt-px w-full border-t-2 border-current ${isPrior ? 'border-dotted' : ''}`}
        />
      </span>
      <span
        className={`absolute top-1/2 size-2.5 -translate-1/2 rounded-full ${
          isPrior ? 'border-[1.5px] border-current bg-surface' : 'bg-current shadow-[0_0_0_1.5px_var(--surface)]'
        }`}
        style={{ left: `${percentOn(axis, mean)}%` }}
      />
    </span>
  );
}
