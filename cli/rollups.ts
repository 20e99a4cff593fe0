import { rebuildRollups } from '../lib/db/rollup/rebuild';
import { DAY_MS } from '../lib/engine/time';
import { type Command, parseCommand, print, printAside, printJson, UsageError } from './command';
import { withDatabase } from './database';

export const rollupsCommand: Command = {
  name: 'rollups',
  usage: 'rollups rebuild [--from 2026-11-01] [--to 2026-11-30] [--json]',
  summary: 'recompute the totals that pages show, from the ledger',
  async run([action, ...argv], openDatabase) {
    const { values } = parseCommand(argv, { from: { type: 'string' }, to: { type: 'string' } });
    if (action !== 'rebuild') throw new UsageError('Name an action: rebuild.');
    const from = dayOption('from', values.from);
    const last = dayOption('to', values.to);
    await withDatabase(openDatabase, async (database) => {
      const until = last && new Date(last.getTime() + DAY_MS);
      const onDay = (day: Date, done: number, of: number) => {
        if (!values.json) printAside(`${day.toISOString().slice(0, 10)}  ${done} of ${of}`);
      };
      const rebuilt = await rebuildRollups(database, { from, until, onDay });
      if (values.json) return printJson(rebuilt);
      print(`${rebuilt.days} days recomputed`);
    });
  },
};

/** A day in UTC; `--to` is the last one that is recomputed. */
function dayOption(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()))
    throw new UsageError(`--${name} takes a day such as 2026-11-22, not "${text}".`);
  return day;
}
