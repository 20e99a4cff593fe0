import { BUDGET_PERIODS, createBudget, listBudgets, setBudgetDeleted } from '../lib/db/budgets/budgets';
import type { Database } from '../lib/db/client';
import { DEFAULT_LADDER } from '../lib/engine/money/budget';
import { formatUsd, parseUsd } from '../lib/format';
import { budgetName } from '../lib/runtime/budget-message';
import { type Command, parseCommand, print, printAside, printJson, UsageError } from './command';
import { withDatabase } from './database';
import { findTeamByName } from './team';

const OPTIONS = {
  limit: { type: 'string' },
  period: { type: 'string', default: 'month' },
  team: { type: 'string' },
  key: { type: 'string' },
  workspace: { type: 'boolean', default: false },
  zone: { type: 'string' },
} as const;

export const budgetCommand: Command = {
  name: 'budget',
  usage:
    'budget create --limit USD [--period day|week|month|total] [--team T | --key ID | --workspace] [--zone Z] [--json]   |   budget list [--team T] [--json]   |   budget delete ID [--json]',
  summary: 'create, list and delete budgets',
  async run([action, ...argv], openDatabase) {
    const { values, positionals } = parseCommand(argv, OPTIONS);
    await withDatabase(openDatabase, async (database) => {
      if (action === 'create') return create(database, values);
      if (action === 'list') return list(database, values.team, values.json);
      if (action === 'delete') return remove(database, positionals[0], values.json);
      throw new UsageError('Name an action: create, list or delete.');
    });
  },
};

interface NewBudget {
  limit?: string | undefined;
  period: string;
  team?: string | undefined;
  key?: string | undefined;
  workspace: boolean;
  zone?: string | undefined;
  json: boolean;
}

async function create(database: Database, values: NewBudget): Promise<void> {
  const { limit, team: named, key: keyId, workspace, zone, json } = values;
  const limitNanoUsd = limit === undefined ? null : parseUsd(limit);
  if (limitNanoUsd === null) throw new UsageError('Give the limit in dollars with --limit, such as 270 or 1,400.50.');
  const period = BUDGET_PERIODS.find((known) => known === values.period);
  if (!period) throw new UsageError(`--period takes day, week, month or total, not "${values.period}".`);
  const team = await findTeamByName(database, named);
  const { timeZone } = await database.team.findUniqueOrThrow({ where: { id: team.id } });
  if (keyId && !(await database.apiKey.count({ where: { id: keyId } }))) throw new Error(`There is no key ${keyId}.`);
  const id = await createBudget(database, {
    scope: workspace ? 'workspace' : keyId ? 'key' : 'team',
    teamId: workspace || keyId ? null : team.id,
    keyId: workspace ? null : (keyId ?? null),
    period,
    timeZone: zone ?? timeZone,
    limitNanoUsd,
    ladder: DEFAULT_LADDER,
  });
  if (json) return printJson({ id, limitUsd: limitNanoUsd / 1e9, period });
  print(id);
  printAside(
    `${formatUsd(limitNanoUsd)}; sends alerts and prefers cheaper models before the limit, answers 402 at the limit.`,
  );
}

async function list(database: Database, named: string | undefined, asJson: boolean): Promise<void> {
  const team = named === undefined ? null : await findTeamByName(database, named);
  const budgets = await listBudgets(database, team?.id ?? null);
  if (asJson) return printJson({ budgets });
  if (budgets.length === 0) return printAside('No budgets yet. Create one with: a3m-router budget create --limit 270');
  for (const budget of budgets) {
    const { id, spentNanoUsd, reservedNanoUsd, limitNanoUsd } = budget;
    const state = `${formatUsd(spentNanoUsd)} spent, ${formatUsd(reservedNanoUsd)} reserved, of ${formatUsd(limitNanoUsd)}`;
    print([id, budgetName(budget), state].join('  '));
  }
}

async function remove(database: Database, id: string | undefined, asJson: boolean): Promise<void> {
  if (!id) throw new UsageError('Give the id of the budget to delete, such as bud_….');
  const known = (await listBudgets(database)).some((budget) => budget.id === id);
  if (!known) throw new Error(`There is no active budget ${id}.`);
  await setBudgetDeleted(database, id, true);
  if (asJson) return printJson({ id, deleted: true });
  print(`${id} is deleted.`);
}
