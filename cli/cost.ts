import type { Database } from '../lib/db/client';
import { groupsAsCsv } from '../lib/db/stats/csv';
import { buildReport, listGroups, type Report } from '../lib/db/stats/report';
import { toSavings } from '../lib/db/stats/savings';
import { resolveWindow, type Window } from '../lib/db/stats/window';
import { formatCount, formatUsd } from '../lib/format';
import { type Command, numberOption, parseCommand, print, printJson, UsageError } from './command';
import { withDatabase } from './database';
import { findTeamByName } from './team';

const MAX_DAYS = 3_660;

export const costCommand: Command = {
  name: 'cost',
  usage: 'cost [--days 30] [--team T] [--json | --csv]',
  summary: 'show spend by provider, and what routing saved',
  async run(argv, openDatabase) {
    const { values } = parseCommand(argv, {
      days: { type: 'string', default: '30' },
      team: { type: 'string' },
      csv: { type: 'boolean', default: false },
    });
    const days = numberOption('days', values.days) ?? 30;
    if (days < 1 || days > MAX_DAYS || !Number.isInteger(days))
      throw new UsageError(`--days takes a whole number from 1 to ${MAX_DAYS}.`);
    if (values.json && values.csv) throw new UsageError('Choose one of --json and --csv.');
    await withDatabase(openDatabase, async (database) => {
      const team = await findTeamByName(database, values.team);
      const window = await resolveWindow(database, team.id, { days });
      if (values.csv) return printCsv(database, team.id, window);
      const report = await buildReport(database, team.id, window, {});
      if (values.json) printJson({ days, ...asJson(report) });
      else printReport(report, days);
    });
  },
};

/** One line per day and model, in the team's time zone. */
async function printCsv(database: Database, teamId: string, window: Window): Promise<void> {
  const grouping = { unit: 'day' as const, dimension: 'model' as const };
  const groups = await listGroups(database, teamId, window, grouping);
  for (const line of groupsAsCsv(groups, grouping)) process.stdout.write(line);
}

function asJson({ total, byProvider, byCategory }: Report) {
  const { requests, succeeded, failed, cancelled, abandoned, costNanoUsd } = total;
  const { savedNanoUsd, bandNanoUsd } = toSavings(total);
  const toUsd = (rows: { name: string | null; costNanoUsd: number }[]) =>
    Object.fromEntries(rows.map((row) => [row.name, row.costNanoUsd / 1e9]));
  return {
    totalCost: costNanoUsd / 1e9,
    totalCostNanoUsd: costNanoUsd,
    requests,
    byStatus: { succeeded, failed, cancelled, abandoned },
    costByProvider: toUsd(byProvider),
    costByCategory: toUsd(byCategory),
    savings: savedNanoUsd / 1e9,
    savingsBand: bandNanoUsd / 1e9,
    unpriced: total.unpriced,
  };
}

function printReport({ total, byProvider }: Report, days: number): void {
  const { savedNanoUsd, bandNanoUsd } = toSavings(total);
  print(`${formatUsd(total.costNanoUsd)} in ${days} days for ${formatCount(total.requests)} requests`);
  const mostExpensiveFirst = [...byProvider].sort((a, b) => b.costNanoUsd - a.costNanoUsd);
  for (const { name, costNanoUsd } of mostExpensiveFirst)
    print(`  ${(name ?? '').padEnd(12)} ${formatUsd(costNanoUsd)}`);
  if (total.unpriced > 0) print(`${formatCount(total.unpriced)} requests have no known price and are not included`);
  if (savedNanoUsd > 0)
    print(`${formatUsd(savedNanoUsd)} ± ${formatUsd(bandNanoUsd)} saved against the team’s baseline`);
}
