import type { Database } from '../../db/client';
import { canSum, type SumFilter } from '../../db/stats/dimensions';
import { sumSpend } from '../../db/stats/sums';
import type { Window } from '../../db/stats/window';
import { CATEGORIES } from '../../engine/types';

/** A value to filter costs by. An empty value means "none". */
export interface CostChoice {
  value: string;
  label: string;
}

type ChoiceName = 'provider' | 'model' | 'category' | 'key' | 'status';
export type CostChoices = Record<ChoiceName, CostChoice[]>;

const MOST_MODELS = 60;
const STATUSES = ['succeeded', 'failed', 'cancelled', 'abandoned'];

/** Further filters for a team's window: only those that one rollup can combine with the current ones. */
export async function costChoices(
  database: Database,
  teamId: string,
  window: Window,
  filter: SumFilter,
): Promise<CostChoices> {
  const [models, keys] = await Promise.all([
    sumSpend(database, teamId, window, { dimension: 'model' }),
    database.apiKey.findMany({ where: { teamId }, select: { id: true, name: true }, orderBy: { name: 'asc' } }),
  ]);
  const ids = models.sort((a, b) => b.costNanoUsd - a.costNanoUsd).flatMap(({ name }) => name ?? []);
  const provider = filter.provider;
  const all: CostChoices = {
    provider: named([...new Set(ids.map((id) => id.split('/')[0] ?? id))]),
    model: named(
      ids.filter((id) => typeof provider !== 'string' || id.startsWith(`${provider}/`)).slice(0, MOST_MODELS),
    ),
    category: named([...CATEGORIES]),
    key: [...keys.map(({ id, name }) => ({ value: id, label: name })), { value: '', label: 'no key (playground)' }],
    status: named(STATUSES),
  };
  const isOpen = (name: ChoiceName) => filter[name] === undefined && canSum({ ...filter, [name]: '' });
  const entries = Object.entries(all) as [ChoiceName, CostChoice[]][];
  return Object.fromEntries(
    entries.map(([name, choices]) => [name, isOpen(name) ? choices : []]),
  ) as unknown as CostChoices;
}

function named(names: string[]): CostChoice[] {
  return names.map((name) => ({ value: name, label: name }));
}
