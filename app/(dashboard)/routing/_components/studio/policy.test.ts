import { describe, expect, it } from 'vitest';
import { CATEGORY_NAMES } from '@/components/models/categories';
import { CATEGORIES } from '@/lib/engine/types';
import { formatCategoryMap, listChanges, type PolicyForm, toForm, toList } from './policy';

const FORM: PolicyForm = {
  qualityWeight: 0.45,
  exploration: 0.02,
  maxCostUsd: null,
  priorityOrder: [],
  categoryMap: {},
};

describe('policy form', () => {
  it('has every category of the engine', () => {
    expect(CATEGORY_NAMES).toEqual(CATEGORIES);
  });

  it('lists each change, and nothing without changes', () => {
    expect(listChanges(FORM, { ...FORM })).toEqual([]);
    const draft = { ...FORM, qualityWeight: 0.6, maxCostUsd: 0.05, categoryMap: { code: ['mistral', 'anthropic'] } };
    expect(listChanges(FORM, draft)).toEqual([
      { what: 'Quality weight', from: '0.45', to: '0.60' },
      { what: 'Ceiling', from: 'none', to: '$0.05 per answer' },
      { what: 'Category map: code', from: 'by score', to: 'mistral, anthropic' },
    ]);
    expect(formatCategoryMap(draft.categoryMap)).toBe('code prefers mistral, anthropic');
  });

  it('reads a stored policy', () => {
    const policy = { name: 'auto', version: 3, qualityWeight: 0.5, latencyWeight: 0, maxCostNanoUsd: 50_000_000 };
    expect(toForm({ ...policy, categoryMap: { code: 'mistral', simple: [] } })).toEqual({
      ...FORM,
      qualityWeight: 0.5,
      exploration: 0,
      maxCostUsd: 0.05,
      categoryMap: { code: ['mistral'] },
    });
  });

  it('parses a comma-separated list', () => {
    expect(toList(' groq , , openai/gpt-5.4-mini,')).toEqual(['groq', 'openai/gpt-5.4-mini']);
  });
});
