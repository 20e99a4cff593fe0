/** The score of both models' answers to one prompt, and how much a router thinks the stronger one gains. */
export interface Contest {
  weak: number;
  strong: number;
  gain: number;
}

export interface TwoModelFigures {
  apgr: number;
  /** Smallest per cent of calls to the stronger model that recovers half the gap; null where none does. */
  cpt_50: number | null;
  cpt_80: number | null;
}

/**
 * RouteLLM's measures (arXiv:2406.18665). Calls go to the stronger model by falling predicted gain; the performance gap
 * recovered is the mean quality so far between the weak model's (0) and the strong one's (1). APGR is its average over
 * 0 to 100 % of calls, 0.5 for random routing; CPT(x) the least share of calls that recovers x %. Equal gains are taken
 * as one step, so that the order of the file decides nothing.
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

/** Within a step of equal gains, calls are drawn at random: the curve is straight there. */
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
