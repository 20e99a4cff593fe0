const STEPS = [1, 2, 2.5, 5, 10];

/** Round ticks from 0 to at least `most`, in about four steps. */
export function ticksTo(most: number, steps = 4): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough * 0.999) ?? 10) * power;
  return Array.from({ length: Math.ceil((most / step) * 0.999) + 1 }, (_, i) => i * step);
}
