import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { CATEGORY_OPTIONS } from '@/components/models/categories';
import type { Category } from '@/lib/engine/types';
import type { Accuracy, AccuracyRow } from './accuracy/accuracy';
import { axisBetween } from './accuracy/accuracy-axis';
import { HeatMap } from './accuracy/heat-map';
import { Whisker } from './accuracy/whisker';
import { TryIt } from './trial/try-it';

const estimate = (isPrior: boolean): Accuracy => ({ mean: 0.8, low: 0.7, high: 0.9, n: isPrior ? 2 : 20, isPrior });

function row(isPrior: boolean): AccuracyRow {
  const byCategory = Object.fromEntries(CATEGORY_OPTIONS.map(({ value }) => [value, estimate(isPrior)]));
  return { id: 'groq', provider: 'groq', name: 'groq', byCategory: byCategory as Record<Category, Accuracy> };
}

const whisker = (isPrior: boolean) =>
  renderToStaticMarkup(<Whisker accuracy={estimate(isPrior)} provider="groq" axis={axisBetween(0.4, 1)} />);

describe('priors', () => {
  it('are hollow dots on a dotted line; measurements are not', () => {
    expect(whisker(true)).toContain('border-dotted');
    expect(whisker(true)).not.toContain('bg-current');
    expect(whisker(false)).toContain('bg-current');
    expect(whisker(false)).not.toContain('border-dotted');
  });

  it('have no colour in the heat map; measurements have', () => {
    const cells = (isPrior: boolean) =>
      renderToStaticMarkup(<HeatMap rows={[row(isPrior)]} ratings={3} />).match(/<td[^>]*>/g) ?? [];
    expect(cells(true)).toHaveLength(7);
    expect(cells(true).join()).not.toContain('--seq-');
    expect(cells(false).every((cell) => cell.includes('--seq-4'))).toBe(true);
  });
});

it('compares only when there is a draft', () => {
  const decide = async () => ({ ok: true as const, value: [] });
  const page = (draft: string) =>
    renderToStaticMarkup(<TryIt policyKey="7" nowLabel="v7 now" draftLabel={draft} onDecide={decide} />);
  expect(page('v8 draft')).toContain('Cost</th>');
  expect(page('v7 now')).not.toContain('Cost</th>');
  expect(page('v7 now').match(/v7 now/g)).toHaveLength(1);
});
