import type { Database } from '../../lib/db/client';
import { resolveCostRange } from '../../lib/db/stats/cost-range';
import { Catalog } from '../../lib/engine/catalog/catalog';
import { costChoices } from '../../lib/services/costs/cost-choices';
import { costForecast } from '../../lib/services/costs/cost-forecast';
import { costRows, costSeries, costTotals } from '../../lib/services/costs/cost-report';
import { TEAM } from './generate';
import type { Query } from './query';

/** The queries of the Costs page, panel by panel, for a month and for the longest window. */
export async function costQueries(database: Database, now: number): Promise<Query[]> {
  const runtime = { database, catalog: new Catalog() };
  const ranges = await Promise.all(
    (['month', '90d'] as const).map((name) => resolveCostRange(database, TEAM, { name }, now)),
  );
  const panels = ranges.flatMap((range): Query[] => {
    const { name, window } = range;
    const ask = (by: 'model' | 'category' | 'key', filter = {}) => ({ range, by, filter });
    return [
      {
        name: `costs ${name}: range`,
        run: () => resolveCostRange(database, TEAM, { name: range.name as 'month' }, now),
      },
      { name: `costs ${name}: figures`, run: () => costTotals(database, TEAM, window, {}) },
      {
        name: `costs ${name}: figures of one model`,
        run: () => costTotals(database, TEAM, window, { model: 'xai/grok-4.1' }),
      },
      { name: `costs ${name}: bars by model`, run: () => costSeries(database, TEAM, ask('model')) },
      { name: `costs ${name}: bars by key`, run: () => costSeries(database, TEAM, ask('key')) },
      { name: `costs ${name}: rows by model`, run: () => costRows(database, TEAM, ask('model')) },
      {
        name: `costs ${name}: rows by key, failed`,
        run: () => costRows(database, TEAM, ask('key', { status: 'failed' })),
      },
      { name: `costs ${name}: filters to add`, run: () => costChoices(database, TEAM, window, {}) },
    ];
  });
  return [
    ...panels,
    { name: 'costs: forecast', run: () => costForecast(runtime, { teamId: TEAM }, {}, now) },
    {
      name: 'costs: forecast of a category',
      run: () => costForecast(runtime, { teamId: TEAM }, { category: 'code' }, now),
    },
  ];
}
