import { classificationFromCaller } from '../../engine/classify/caller-category';
import type { Decision } from '../../engine/types';

/** A decision as it was stored: we wrote it ourselves, from the same type. Rows of earlier versions lack some fields. */
export function toDecision(json: unknown): Decision {
  const stored = json as Decision;
  const { probabilities } = classificationFromCaller(stored.category);
  return { ...{ probabilities, difficulty: null, explored: false, sticky: null }, ...stored };
}
