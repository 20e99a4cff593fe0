import { HEAT_STEPS } from './heat-scale';

/** The colour scale of a heat map. */
export function HeatSteps() {
  return (
    <span aria-hidden className="flex gap-0.5">
      {HEAT_STEPS.map((step) => (
        <span
          key={step}
          className="h-2 w-5 first:rounded-l-[2px] last:rounded-r-[2px]"
          style={{ background: `var(--seq-${step})` }}
        />
      ))}
    </span>
  );
}
