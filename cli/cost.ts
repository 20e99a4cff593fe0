import { costByProvider, totalsBetween } from '../lib/db/rollups';
import { ensureFirstTeam } from '../lib/db/teams';
import { formatCount, formatUsd } from '../lib/format';
import { type Command, numberOption, parseCommand, print, printJson, UsageError } from './command';
import { withDatabase } from './database';

const DAY_MS = 24 * 3_600_000;

export const costCommand: Command = {
  name: 'cost',
  usage: 'cost [--days 30] [--json]',
  summary: 'what was spent, by provider, and what it would have cost without routing',
  async run(argv) {
    const { values } = parseCommand(argv, { days: { type: 'string', default: '30' } });
    const days = numberOption('days', values.days) ?? 30;
    if (days < 1) throw new UsageError('--days takes a number from 1 on.');
    await withDatabase(async (database) => {
      const team = await ensureFirstTeam(database);
      const until = new Date();
      const from = new Date(Math.floor(until.getTime() / DAY_MS) * DAY_MS - (days - 1) * DAY_MS);
      const { costNanoUsd, requests, compared } = await totalsBetween(database, team.id, from, until);
      const byProvider = await costByProvider(database, team.id, from, until);
      const savedNanoUsd = compared.baselineCostNanoUsd - compared.costNanoUsd;
      if (values.json) {
        const providers = Object.fromEntries(byProvider.map((row) => [row.provider, row.costNanoUsd / 1e9]));
        return printJson({
          days,
          totalCost: costNanoUsd / 1e9,
          requests,
          costByProvider: providers,
          savings: savedNanoUsd / 1e9,
        });
      }
      print(`${formatUsd(costNanoUsd)} in ${days} days for ${formatCount(requests)} requests`);
      for (const row of byProvider) print(`  ${row.provider.padEnd(12)} ${formatUsd(row.costNanoUsd)}`);
      if (savedNanoUsd > 0)
        print(`${formatUsd(savedNanoUsd)} less than the same tokens at the strongest candidate’s price`);
    });
  },
};
