import type { Policy } from '../policy/policy';
import { refersTo } from '../policy/policy';
import type { Candidate, Classification, Decision, Model } from '../types';

/** An unpriced model is ranked as if it cost twice the reference, because an unknown price is not zero. */
const UNPRICED_RELATIVE_COST = 2;

/** `w · quality − (1 − w) · cost relative to a frontier model's − latencyWeight · seconds`. */
export function computeScore(
  quality: number,
  costNanoUsd: number | null,
  referenceNanoUsd: number,
  ttftMs: number,
  { qualityWeight: w, latencyWeight }: Policy,
): number {
  const relativeCost = costNanoUsd === null ? UNPRICED_RELATIVE_COST : costNanoUsd / referenceNanoUsd;
  return w * quality - (1 - w) * relativeCost - latencyWeight * (ttftMs / 1000);
}

export interface Weighed {
  model: Model;
  candidate: Candidate;
}

/** Explicit orders of the caller and the policy, which come before the score. */
export interface RankingPreferences {
  mode: Decision['mode'];
  pinned?: Model;
  listed?: Model[];
  listedInOrder?: boolean;
  providers: { order: string[] };
  sticky?: string | undefined;
  policy: Policy;
  classification: Classification;
}

/** Ranks candidates best first: by explicit orders, most specific first, then by score. */
export function rank(weighed: Weighed[], preferences: RankingPreferences): Candidate[] {
  const orders = listExplicitOrders(preferences);
  if (orders.length === 0) return weighed.map(({ candidate }) => candidate).sort(compareScores);
  return weighed
    .map(({ model, candidate }) => ({ candidate, places: orders.map((order) => placeIn(order, model)) }))
    .sort((a, b) => comparePlaces(a.places, b.places) || compareScores(a.candidate, b.candidate))
    .map(({ candidate }) => candidate);
}

/** The candidates that share the first place after explicit orders; the score decides among them. */
export function frontRunners(weighed: Weighed[], preferences: RankingPreferences): Candidate[] {
  const orders = listExplicitOrders(preferences);
  const placed = weighed.map(({ model, candidate }) => ({
    candidate,
    places: orders.map((order) => placeIn(order, model)),
  }));
  const [first] = [...placed].sort((a, b) => comparePlaces(a.places, b.places));
  return placed.flatMap(({ candidate, places }) =>
    first && comparePlaces(places, first.places) === 0 ? [candidate] : [],
  );
}

/** True when an explicit order, not the score, decided the first candidate. */
export function followsExplicitOrder([first]: Candidate[], preferences: RankingPreferences): boolean {
  return (
    first !== undefined &&
    listExplicitOrders(preferences).some((order) =>
      order.some((reference) => refersTo(reference, { ...first, id: first.model })),
    )
  );
}

function listExplicitOrders({
  mode,
  pinned,
  listed,
  listedInOrder,
  providers,
  sticky,
  policy,
  classification,
}: RankingPreferences): string[][] {
  const mapped = policy.categoryMap?.[classification.category];
  return [
    mode === 'pinned' && pinned ? [pinned.id] : [],
    listed && listedInOrder ? listed.map((model) => model.id) : [],
    providers.order,
    sticky === undefined ? [] : [sticky],
    mapped === undefined ? [] : [mapped].flat(),
    policy.priorityOrder ?? [],
  ].filter((order) => order.length > 0);
}

function placeIn(order: string[], model: Model): number {
  const place = order.findIndex((reference) => refersTo(reference, model));
  return place === -1 ? order.length : place;
}

function comparePlaces(a: number[], b: number[]): number {
  const i = a.findIndex((place, index) => place !== b[index]);
  return i === -1 ? 0 : (a[i] as number) - (b[i] as number);
}

/** Ties go to the cheaper model, then to the alphabetically first id, so that the order is total. */
function compareScores(a: Candidate, b: Candidate): number {
  const byScore = b.score - a.score;
  if (byScore !== 0) return byScore;
  const byCost = (a.costNanoUsd ?? Number.POSITIVE_INFINITY) - (b.costNanoUsd ?? Number.POSITIVE_INFINITY);
  return byCost || (a.model < b.model ? -1 : 1);
}
