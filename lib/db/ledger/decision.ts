import { classificationFromCaller } from '../../engine/classify/caller-category';
import type { Decision } from '../../engine/types';

/** The stored JSON has this type: it was written from it. Rows of earlier versions lack some fields. */
export function toDecision(json: unknown): Decision {
  const stored = json as Decision;
  const { probabilities } = classificationFromCaller(stored.category);
  return { ...{ probabilities, difficulty: null, explored: false, sticky: null }, ...stored };
}
