import { findGroupNames } from '@/lib/db/stats/names';
import { COST_FILTERS, NONE } from '@/lib/services/costs/address';
import { costChoices } from '@/lib/services/costs/cost-choices';
import { CostFilters, type FilterChoices } from './_components/cost-filters';
import { dimensionLabel } from './_components/cost-labels';
import type { CostView } from './view';

/** Range and filters, with the filters that can still be added. */
export async function FiltersPanel({ visit: { runtime, caller }, address, range, filter, teamIds }: CostView) {
  const { database } = runtime;
  const [choices, keys] = await Promise.all([
    costChoices(database, caller.teamId, range.window, filter),
    findGroupNames(database, caller.teamId, 'key', address.key ? [{ name: address.key }] : []),
  ]);
  const labelFor = (name: (typeof COST_FILTERS)[number], value: string) => {
    if (value === NONE) return dimensionLabel(name === 'key' ? 'key' : 'provider', '');
    return name === 'key' ? (keys.get(value) ?? value) : value;
  };
  const labels = COST_FILTERS.flatMap((name) => {
    const value = address[name];
    return value ? [[name, labelFor(name, value)]] : [];
  });
  const toLinks = Object.entries(choices).map(([name, values]) => [
    name,
    values.map(({ value, label }) => ({ value: value === '' ? NONE : value, label })),
  ]);
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: range.timeZone });
  return (
    <CostFilters
      address={address}
      choices={Object.fromEntries(toLinks) as FilterChoices}
      labels={Object.fromEntries(labels)}
      today={range.today}
    >
      {`${Array.isArray(teamIds) ? `${teamIds.length} teams · ` : ''}${range.timeZone} · updated ${time.format(new Date())}`}
    </CostFilters>
  );
}
