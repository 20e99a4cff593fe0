/** Both models' scores for one prompt, and the predicted gain of the stronger one. */
export interface Contest {
  weak: number;
  strong: number;
  gain: number;
}

export interface TwoModelFigures {
  apgr: number;
  /** Lowest percentage of calls to the stronger model that recovers half the gap; null if none does. */
  cpt_50: number | null;
  cpt_80: number | null;
}

/**
 * RouteLLM's measures (arXiv:2406.18665). Calls go to the stronger model by falling predicted gain. The performance gap
 * recovered is the mean quality on a scale from the weak model's (0) to the strong one's (1). APGR is its average over 0
 * to 100 % of calls, 0.5 for random routing; CPT(x) is the lowest share of calls that recovers x %. Equal gains form one
 * step, so that the order of the file has no effect.
 */
export function twoModelFigures(contests: Contest[]): TwoModelFigures {
  const curve = recoveredGap(contests);
  let area = 0;
  for (let i = 1; i < curve.length; i++) {
    const [from, to] = [curve[i - 1] as Step, curve[i] as Step];
    area += ((to.share - from.share) * (from.recovered + to.recovered)) / 2;
  }
  return { apgr: area, cpt_50: shareFor(curve, 0.5), cpt_80: shareFor(curve, 0.8) };
}

interface Step {
  /** Share of calls that go to the stronger model. */
  share: number;
  recovered: number;
}

function recoveredGap(contests: Contest[]): Step[] {
  const sorted = [...contests].sort((a, b) => b.gain - a.gain);
  const gap = sorted.reduce((sum, { strong, weak }) => sum + strong - weak, 0);
  const steps: Step[] = [{ share: 0, recovered: 0 }];
  let gained = 0;
  sorted.forEach(({ strong, weak, gain }, i) => {
    gained += strong - weak;
    if (sorted[i + 1]?.gain === gain) return;
    steps.push({ share: (i + 1) / sorted.length, recovered: gap === 0 ? 0 : gained / gap });
  });
  return steps;
}

/** Within a step of equal gains, calls are drawn at random, so the curve is linear there. */
function shareFor(curve: Step[], recovered: number): number | null {
  const at = curve.findIndex((step) => step.recovered >= recovered);
  if (at === -1) return null;
  const [before, step] = [curve[at - 1] ?? { share: 0, recovered: 0 }, curve[at] as Step];
  return (
    100 *
    (before.share +
      ((recovered - before.recovered) / (step.recovered - before.recovered)) * (step.share - before.share))
  );
}
