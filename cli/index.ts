import { budgetCommand } from './budget';
import { classifyCommand } from './classify';
import { type Command, type OpenDatabase, UsageError } from './command';
import { compareCommand } from './compare';
import { costCommand } from './cost';
import { countCommand } from './count';
import { databaseOfEnvironment } from './database';
import { feedbackCommand } from './feedback';
import { keyCommand } from './key';
import { localCommand } from './local';
import { modelsCommand } from './models';
import { parallelCommand } from './parallel';
import { rollupsCommand } from './rollups';
import { routeCommand } from './route';

const COMMANDS: Command[] = [
  routeCommand,
  parallelCommand,
  compareCommand,
  costCommand,
  countCommand,
  localCommand,
  classifyCommand,
  keyCommand,
  budgetCommand,
  modelsCommand,
  feedbackCommand,
  rollupsCommand,
];

/** Runs the CLI; resolves to its exit code: 0 done, 1 failed, 2 wrong usage. `serve` is the launcher's own. */
export async function main(
  [name, ...argv]: string[],
  openDatabase: OpenDatabase = databaseOfEnvironment,
): Promise<number> {
  if (!name || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name ? 0 : 2;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) {
    process.stderr.write(`There is no command "${name}".\n\n${help()}`);
    return 2;
  }
  if (argv.includes('--help')) {
    process.stdout.write(`a3m-router ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  return runCommand(command, argv, openDatabase);
}

async function runCommand(command: Command, argv: string[], openDatabase: OpenDatabase): Promise<number> {
  try {
    await command.run(argv, openDatabase);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const { message } = error as Error;
    if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: { message } })}\n`);
    else process.stderr.write(`${message}\n${isUsage ? `Usage: a3m-router ${command.usage}\n` : ''}`);
    return isUsage ? 2 : 1;
  }
}

function help(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `a3m-router COMMAND [--json]\n\n${lines.join('\n')}\n  ${'serve'.padEnd(width)}  start the server, like npm start\n\nMore: a3m-router COMMAND --help\n`;
}
