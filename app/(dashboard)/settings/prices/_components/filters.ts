import type { PriceRow } from '@/lib/engine/money/price-row';

/** Which models are listed; part of the URL. */
export const SHOWN = ['current', 'scheduled', 'overridden', 'unpriced', 'retired'] as const;

export interface PriceFilterValues {
  /** Part of the model id. */
  q?: string | undefined;
  provider?: string | undefined;
  show: (typeof SHOWN)[number];
  /** Models of connected providers, or the whole catalogue. */
  of: 'connected' | 'all';
}

/** The rows that match the filters. */
export function filterRows(rows: PriceRow[], { q = '', provider, show }: PriceFilterValues): PriceRow[] {
  const part = q.toLowerCase();
  return rows.filter(
    (row) => row.model.toLowerCase().includes(part) && (!provider || row.provider === provider) && MATCHES[show](row),
  );
}

const MATCHES: Record<PriceFilterValues['show'], (row: PriceRow) => boolean> = {
  current: ({ retired }) => !retired?.isGone,
  scheduled: ({ lines }) => lines.some(({ when }) => when === 'later'),
  overridden: ({ lines }) => lines.some(({ overrideId }) => overrideId !== null),
  unpriced: ({ isUnpriced }) => isUnpriced,
  retired: ({ retired }) => retired?.isGone === true,
};

/** The URL of these filters; defaults are left out. */
export function priceHref({ q, provider, show, of }: PriceFilterValues): string {
  const query = new URLSearchParams({
    ...(q && { q }),
    ...(provider && { provider }),
    ...(show !== 'current' && { show }),
    ...(of !== 'connected' && { of }),
  });
  return query.size > 0 ? `/settings/prices?${query}` : '/settings/prices';
}
