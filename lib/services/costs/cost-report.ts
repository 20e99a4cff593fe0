import type { Database } from '../../db/client';
import type { TeamIds } from '../../db/rollup/parts';
import type { CostRange } from '../../db/stats/cost-range';
import { isByCall, type SumFilter } from '../../db/stats/dimensions';
import { findGroupNames } from '../../db/stats/names';
import { type Group, listGroups } from '../../db/stats/report';
import { type Savings, toSavings } from '../../db/stats/savings';
import { type Dimension, type SpendSums, sumRequests, sumSpend, type Unit } from '../../db/stats/sums';
import type { Window } from '../../db/stats/window';

/** Costs of a window, by requests and by paid calls, from the rollups. */
export interface CostTotals {
  /** Paid to the filtered providers or models; without a filter, to all. */
  spentNanoUsd: number;
  requests: number;
  /** Cost of those requests with all their calls, for averages. */
  requestsNanoUsd: number;
  unpriced: number;
  savings: Savings;
}

/** Totals of a window of a team (or of several) within a filter that one rollup can answer. */
export async function costTotals(
  database: Database,
  teamIds: TeamIds,
  window: Window,
  filter: SumFilter,
): Promise<CostTotals> {
  const [[sums], [spend]] = await Promise.all([
    sumRequests(database, teamIds, window, { filter }),
    isByCall(filter) ? sumSpend(database, teamIds, window, { filter }) : [undefined],
  ]);
  return {
    spentNanoUsd: spend?.costNanoUsd ?? (isByCall(filter) ? 0 : (sums?.costNanoUsd ?? 0)),
    requests: sums?.requests ?? 0,
    requestsNanoUsd: sums?.costNanoUsd ?? 0,
    unpriced: sums?.unpriced ?? 0,
    savings: toSavings(sums),
  };
}

export interface CostQuery {
  range: CostRange;
  by: Dimension;
  filter: SumFilter;
}

/** One of the largest values of a dimension, or all others together. */
export interface CostSeries {
  /** Empty: no model answered, or no key. Null: the others. */
  name: string | null;
  label: string;
  costNanoUsd: number;
  /** In the order of the range's labels. */
  points: number[];
}

const MOST_SERIES = 8;

/** Spend by time for the eight largest of a dimension, largest first, and for the others together. */
export async function costSeries(database: Database, teamIds: TeamIds, query: CostQuery): Promise<CostSeries[]> {
  const { range, by, filter } = query;
  const { unit, window, labels } = range;
  const whole = await spendBy(database, teamIds, window, { dimension: by, filter });
  const largest = pickLargest(whole, MOST_SERIES).map(({ name }) => name ?? '');
  const [top, all, names] = await Promise.all([
    spendBy(database, teamIds, window, { unit, dimension: by, filter: { ...filter, [by]: largest } }),
    whole.length > MOST_SERIES ? spendBy(database, teamIds, window, { unit, filter, like: by }) : [],
    findGroupNames(database, teamIds, by, whole),
  ]);
  const labelFor = (name: string) => names.get(name) ?? name;
  return buildSeries({ labels, largest, top, all }).map((series) => {
    return {
      ...series,
      label: series.name === null ? `${whole.length - largest.length} others` : labelFor(series.name),
    };
  });
}

/** Values by spend, largest first; those without spend are left out. */
export function pickLargest<Sum extends { name: string | null; costNanoUsd: number }>(
  sums: Sum[],
  most: number,
): Sum[] {
  const spent = sums.filter(({ costNanoUsd }) => costNanoUsd > 0);
  return spent.sort((a, b) => b.costNanoUsd - a.costNanoUsd).slice(0, most);
}

interface Spend {
  at: string | null;
  name: string | null;
  costNanoUsd: number;
}

interface Parts {
  labels: string[];
  /** Names, largest first. */
  largest: string[];
  /** Spend of those names over time. */
  top: Spend[];
  /** Total spend over time; empty when there are no others. */
  all: Spend[];
}

/** One series for each of the largest, and one for the rest. */
export function buildSeries({ labels, largest, top, all }: Parts): Omit<CostSeries, 'label'>[] {
  const places = new Map(labels.map((label, i) => [label, i]));
  const named = largest.map((name) => ({ name, points: new Array<number>(labels.length).fill(0) }));
  const byName = new Map(named.map((series) => [series.name, series.points]));
  const others = new Array<number>(labels.length).fill(0);
  const add = (points: number[] | undefined, at: string | null, costNanoUsd: number) => {
    const place = places.get(at ?? '');
    if (points && place !== undefined) points[place] = (points[place] ?? 0) + costNanoUsd;
  };
  for (const { at, costNanoUsd } of all) add(others, at, costNanoUsd);
  for (const { at, name, costNanoUsd } of top) {
    add(byName.get(name ?? ''), at, costNanoUsd);
    if (all.length > 0) add(others, at, -costNanoUsd);
  }
  const sum = (points: number[]) => points.reduce((total, point) => total + point, 0);
  const shown = named.map(({ name, points }) => ({ name: name as string | null, points, costNanoUsd: sum(points) }));
  return sum(others) > 0 ? [...shown, { name: null, points: others, costNanoUsd: sum(others) }] : shown;
}

/** A row of the table: the CSV's row, and its cost in the previous window. */
export interface CostRow extends Group {
  beforeNanoUsd: number;
}

export interface CostRows {
  rows: CostRow[];
  /** Total cost of the previous window, including values without spend now. */
  beforeNanoUsd: number;
}

/** The rows of a dimension, most expensive first. The CSV has the same ones. */
export async function costRows(database: Database, teamIds: TeamIds, query: CostQuery): Promise<CostRows> {
  const { range, by, filter } = query;
  const [now, before] = await Promise.all([
    listGroups(database, teamIds, range.window, { dimension: by, filter }),
    listGroups(database, teamIds, range.before, { dimension: by, filter }),
  ]);
  const earlier = new Map(before.map(({ name, costNanoUsd }) => [name, costNanoUsd]));
  const rows = now.map((group) => ({ ...group, beforeNanoUsd: earlier.get(group.name) ?? 0 }));
  return {
    rows: rows.sort((a, b) => b.costNanoUsd - a.costNanoUsd),
    beforeNanoUsd: before.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0),
  };
}

interface SpendQuery {
  unit?: Unit;
  dimension?: Dimension;
  filter: SumFilter;
  /** Without a dimension: count as if grouped by this one. */
  like?: Dimension;
}

/** Cost by call when grouped by provider or model, by request otherwise; both have the same sum. */
async function spendBy(
  database: Database,
  teamIds: TeamIds,
  window: Window,
  { unit, dimension, filter, like = dimension }: SpendQuery,
): Promise<Spend[]> {
  if (isByCall(filter, like)) {
    const payee = dimension === 'provider' || dimension === 'model' ? dimension : undefined;
    return (await sumSpend(database, teamIds, window, { unit, dimension: payee, filter })) satisfies SpendSums[];
  }
  return sumRequests(database, teamIds, window, { unit, dimension, filter });
}
