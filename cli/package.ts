#!/usr/bin/env node
import { classifyCommand } from './classify';
import type { Command } from './command';
import { compareCommand } from './compare';
import { countCommand } from './count';
import { feedbackCommand } from './feedback';
import { localCommand } from './local';
import { modelsCommand } from './models';
import { parallelCommand } from './parallel';
import { routeCommand } from './route';
import { runCli } from './run';

/** The CLI of the npm package: everything that works without the server's database. */
const COMMANDS: Command[] = [
  routeCommand,
  parallelCommand,
  compareCommand,
  countCommand,
  localCommand,
  classifyCommand,
  modelsCommand,
  feedbackCommand,
  serverCommand('cost', 'Its GET /v1/stats returns the same totals over HTTP.'),
  serverCommand('key', 'Its pages create and revoke keys too, under Settings → API keys.'),
  serverCommand('budget', 'Its pages set budgets too, under Teams.'),
  serverCommand('rollups'),
  serverCommand('serve'),
];

/** A command that this package does not have: it explains where to run it, and fails. */
function serverCommand(name: string, alternative?: string): Command {
  const explanation = [
    `"a3m-router ${name}" needs the A3M Router server, which is not in this package.`,
    `Run it from a checkout of the server: bin/a3m-router.mjs ${name}.`,
    ...(alternative ? [alternative] : []),
    'The other commands use a running server when A3M_URL and A3M_API_KEY are set.',
  ].join(' ');
  return {
    name,
    usage: `${name} …`,
    summary: 'needs a checkout of the server',
    run: async () => {
      throw new Error(explanation);
    },
  };
}

async function noDatabase(): Promise<never> {
  throw new Error('This package has no database.');
}

const code = await runCli(COMMANDS, process.argv.slice(2), noDatabase);
// Standard input may still be open after wrong usage, and what was written must reach a pipe first.
process.stdout.write('', () => process.exit(code));
