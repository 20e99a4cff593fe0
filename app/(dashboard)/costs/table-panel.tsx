import { canSum, filteredBy, isByCall } from '@/lib/db/stats/dimensions';
import { costRows } from '@/lib/services/costs/cost-report';
import { dayIn } from '@/lib/time-range';
import { assignColours } from './_components/colours';
import { dimensionLabel, formatDaySpan } from './_components/cost-labels';
import { CostTable } from './_components/cost-table';
import type { CostView } from './view';

/** Spend by the values of a dimension, compared with the previous period; the CSV has the same rows. */
export async function TablePanel({ visit: { runtime }, address, range, filter, teamIds }: CostView) {
  const { by } = address;
  // The chart explains why there are no rows.
  if (!canSum(filter, by)) return null;
  const { rows, beforeNanoUsd } = await costRows(runtime.database, teamIds, { range, by, filter });
  if (rows.length === 0) return null;
  const labels = new Map(rows.map(({ name, label }) => [name ?? '', label ?? dimensionLabel(by, name ?? '')]));
  const colours = assignColours(
    by,
    rows.slice(0, 8).map(({ name, costNanoUsd }) => ({ name: name ?? '', label: '', costNanoUsd, points: [] })),
  );
  const colourByName = new Map(colours.map(({ name, colour }) => [name, colour]));
  const { from, until } = range.window;
  const span = formatDaySpan(dayIn(range.timeZone, from), dayIn(range.timeZone, new Date(until.getTime() - 1)));
  // By call, requests count for the model that answered and money for every model that was called.
  const isPaid = isByCall(filter, by);
  return (
    <CostTable
      title={`By ${by}`}
      head={by.charAt(0).toUpperCase() + by.slice(1)}
      qualifier={`${span}${isPaid ? `, spend by ${by} called, requests by ${by} that answered` : ''}${filteredBy(filter).includes('status') && !isPaid ? ', by answering model' : ''}`}
      beforeNanoUsd={beforeNanoUsd}
      lines={rows.map(({ name, comparedRequests, baselineCostNanoUsd, comparedCostNanoUsd, ...row }) => ({
        ...row,
        name: name ?? '',
        label: labels.get(name ?? '') ?? '',
        colour: colourByName.has(name ?? '') ? (colourByName.get(name ?? '') ?? null) : 'var(--cat-other)',
        savedNanoUsd: comparedRequests > 0 ? baselineCostNanoUsd - comparedCostNanoUsd : null,
      }))}
    />
  );
}
