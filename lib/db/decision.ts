import type { Decision } from '../engine/types';

/** A decision as it was stored: we wrote it ourselves, from the same type. */
export function toDecision(json: unknown): Decision {
  return json as Decision;
}
