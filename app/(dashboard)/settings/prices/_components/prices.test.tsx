import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { PriceLine } from '@/lib/engine/money/price-lines';
import type { PriceRow } from '@/lib/engine/money/price-row';
import { filterRows, priceHref } from './filters';
import { PriceTable } from './price-table';
import { UnpricedCard } from './unpriced-card';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const line = (changes: Partial<PriceLine> = {}): PriceLine => ({
  when: 'now',
  from: null,
  until: null,
  scope: { kind: 'all' },
  rates: { input: 2, output: 10 },
  source: 'vendor list',
  verifiedAt: '2026-11-20',
  overrideId: null,
  ...changes,
});
const row = (name: string, changes: Partial<PriceRow> = {}): PriceRow => ({
  model: `openai/${name}`,
  provider: 'openai',
  name,
  isUnpriced: false,
  retired: null,
  lines: [line()],
  opinion: { kind: 'same' },
  ...changes,
});
const table = (rows: PriceRow[]) =>
  renderToStaticMarkup(<PriceTable rows={rows} setBy={{ prc_1: 'Ada' }} now={NOW} action={null} />);

describe('price table', () => {
  it('shows unpriced without any figure when the price is unknown', () => {
    const html = table([row('new', { isUnpriced: true, lines: [], opinion: null })]);
    expect(html).toContain('unpriced');
    expect(html).not.toMatch(/\$?0\.00/);
  });

  it('highlights a price that was not verified for 90 days', () => {
    const old = (verifiedAt: string) =>
      table([row('old', { lines: [line({ verifiedAt })] })]).includes('text-warn-text');
    expect(old('2026-08-24')).toBe(true);
    expect(old('2026-08-25')).toBe(false);
  });

  it('shows the author of an override', () => {
    expect(table([row('own', { lines: [line({ overrideId: 'prc_1', source: 'override' })] })])).toContain('Ada');
  });
});

describe('card of unpriced models', () => {
  const card = (use: { calls: number; tokens: number } | null) =>
    renderToStaticMarkup(
      <UnpricedCard
        models={[
          {
            id: 'ollama/x',
            provider: 'ollama',
            name: 'x',
            use: use && { ...use, model: 'ollama/x', since: new Date(NOW) },
          },
        ]}
        action={null}
      />,
    );

  it('counts the calls that are not included in totals', () => {
    expect(card({ calls: 212, tokens: 1_100_000 })).toContain(
      '212 calls and 1.1M tokens since 22 Nov are not included in totals.',
    );
    expect(card(null)).toContain('No calls in the last 30 days.');
  });
});

describe('the filters', () => {
  const rows = [
    row('gpt-6'),
    row('gpt-4', { retired: { on: '2026-01-01', replacement: 'openai/gpt-6', isGone: true } }),
    row('gpt-7', { lines: [line(), line({ when: 'later', from: '2026-12-01' })] }),
    row('gpt-8', { isUnpriced: true, lines: [] }),
  ];
  const names = (changes: object) =>
    filterRows(rows, { show: 'current', of: 'all', ...changes }).map(({ name }) => name);

  it('select matching rows', () => {
    expect(names({})).toEqual(['gpt-6', 'gpt-7', 'gpt-8']);
    expect(names({ q: 'GPT-7' })).toEqual(['gpt-7']);
    expect(names({ show: 'scheduled' })).toEqual(['gpt-7']);
    expect(names({ show: 'unpriced' })).toEqual(['gpt-8']);
    expect(names({ show: 'retired' })).toEqual(['gpt-4']);
    expect(names({ provider: 'groq' })).toEqual([]);
  });

  it('leave defaults out of the URL', () => {
    expect(priceHref({ show: 'current', of: 'connected' })).toBe('/settings/prices');
    expect(priceHref({ q: 'a/b', show: 'scheduled', of: 'all' })).toBe(
      '/settings/prices?q=a%2Fb&show=scheduled&of=all',
    );
  });
});
