import { CATEGORY_NAMES } from '@/components/models/categories';
import type { Policy } from '@/lib/engine/policy/policy';
import type { Category } from '@/lib/engine/types';

/** A policy as edited on the routing page. */
export interface PolicyForm {
  qualityWeight: number;
  /** Share of requests that may explore, 0..0.2. */
  exploration: number;
  /** Maximum cost of one answer in US dollars; null for none. */
  maxCostUsd: number | null;
  priorityOrder: string[];
  categoryMap: Partial<Record<Category, string[]>>;
}

export function toForm(policy: Policy): PolicyForm {
  const { qualityWeight, exploration = 0, maxCostNanoUsd, priorityOrder = [], categoryMap = {} } = policy;
  return {
    qualityWeight,
    exploration,
    maxCostUsd: maxCostNanoUsd === undefined ? null : maxCostNanoUsd / 1e9,
    priorityOrder,
    categoryMap: Object.fromEntries(
      Object.entries(categoryMap).flatMap(([category, preferred]) => {
        const list = [preferred].flat();
        return list.length > 0 ? [[category, list]] : [];
      }),
    ),
  };
}

export interface Change {
  what: string;
  from: string;
  to: string;
}

/** The unsaved changes. */
export function listChanges(saved: PolicyForm, draft: PolicyForm): Change[] {
  const lines: Change[] = [
    { what: 'Quality weight', from: saved.qualityWeight.toFixed(2), to: draft.qualityWeight.toFixed(2) },
    { what: 'Priority order', from: formatOrder(saved.priorityOrder), to: formatOrder(draft.priorityOrder) },
    { what: 'Ceiling', from: formatCeiling(saved.maxCostUsd), to: formatCeiling(draft.maxCostUsd) },
    { what: 'Exploration', from: formatExploration(saved.exploration), to: formatExploration(draft.exploration) },
    ...CATEGORY_NAMES.map((category) => ({
      what: `Category map: ${category}`,
      from: formatOrder(saved.categoryMap[category] ?? []),
      to: formatOrder(draft.categoryMap[category] ?? []),
    })),
  ];
  return lines.filter(({ from, to }) => from !== to);
}

export function formatOrder(order: string[]): string {
  return order.length === 0 ? 'by score' : order.join(', ');
}

export function formatCeiling(maxCostUsd: number | null): string {
  return maxCostUsd === null ? 'none' : `$${maxCostUsd} per answer`;
}

export function formatExploration(exploration: number): string {
  return exploration === 0 ? 'off' : `up to ${Number((exploration * 100).toFixed(1))} %, off for pinned models`;
}

export function formatCategoryMap(categoryMap: PolicyForm['categoryMap']): string {
  const preferred = CATEGORY_NAMES.flatMap((category) => {
    const list = categoryMap[category] ?? [];
    return list.length > 0 ? [`${category} prefers ${list.join(', ')}`] : [];
  });
  return preferred.length === 0 ? 'by score' : preferred.join(' · ');
}

/** Parses a comma-separated list. */
export function toList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

/** The name of a position on the slider. */
export function weightName(weight: number): string {
  if (weight < 0.33) return 'cheapest';
  return weight < 0.7 ? 'balanced' : 'best';
}
