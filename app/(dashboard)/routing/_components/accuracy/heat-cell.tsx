import { FIRST_HIGH_STEP, type HeatScale, type HeatStep, heatStep } from '@/components/charts/heat-scale';
import type { Accuracy } from './accuracy';
import { describeAccuracy } from './accuracy-labels';

interface HeatCellProps {
  accuracy: Accuracy;
  scale: HeatScale | null;
  /** Row and column, for the tooltip. */
  name: string;
}

/** The mean in percent. Priors have no colour because they are not measured. */
export function HeatCell({ accuracy, scale, name }: HeatCellProps) {
  const step = accuracy.isPrior || !scale ? null : heatStep(scale, accuracy.mean);
  return (
    <td
      title={`${name}: ${describeAccuracy(accuracy)}`}
      style={step === null ? undefined : fillFor(step)}
      className={`h-7 min-w-11 rounded-[3px] p-0 text-center hover:outline-2 hover:outline-offset-1 hover:outline-text ${
        step === null ? 'border border-dashed border-line-strong text-text-3' : ''
      }`}
    >
      <span aria-hidden>{Math.round(accuracy.mean * 100)}</span>
      <span className="sr-only">{describeAccuracy(accuracy)}</span>
    </td>
  );
}

function fillFor(step: HeatStep) {
  return { background: `var(--seq-${step})`, color: `var(--on-seq-${step < FIRST_HIGH_STEP ? 'low' : 'high'})` };
}
