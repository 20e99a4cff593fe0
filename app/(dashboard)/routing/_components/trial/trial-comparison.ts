import { formatPercent, formatTimes } from '@/lib/format';
import type { Trial, TrialChoice } from '../accuracy/accuracy';

export interface Comparison {
  direction: 'up' | 'down' | null;
  text: string;
}

/** The cost of the draft's choice relative to the current one: `same`, ↑ 11×, ↓ 40 %. */
export function compareChoices({ now, draft }: Pick<Trial, 'now' | 'draft'>): Comparison {
  if (!now || !draft) return { direction: null, text: now || draft ? 'not comparable' : '–' };
  const change = costChange(now.costNanoUsd, draft.costNanoUsd);
  if (change.text === 'same cost' && isSameModel(now, draft)) return { direction: null, text: 'same' };
  return change;
}

function isSameModel(a: TrialChoice, b: TrialChoice): boolean {
  return a.provider === b.provider && a.name === b.name;
}

/** From a factor of two on, a multiple is clearer than a percentage. */
function costChange(now: number | null, draft: number | null): Comparison {
  if (now === null || draft === null) return { direction: null, text: now === draft ? 'same cost' : 'unpriced' };
  if (now === draft) return { direction: null, text: 'same cost' };
  if (now === 0) return { direction: 'up', text: 'from $0' };
  if (draft === 0) return { direction: 'down', text: 'to $0' };
  const ratio = draft / now;
  if (ratio >= 2) return { direction: 'up', text: formatTimes(ratio) };
  // Never rounded to 0 % or 100 %.
  const share = Math.min(0.99, Math.max(0.01, Math.abs(ratio - 1)));
  return { direction: ratio > 1 ? 'up' : 'down', text: formatPercent(share) };
}
