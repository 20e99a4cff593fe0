import { type Command, type OpenDatabase, UsageError } from './command';

/** Runs one of the commands; resolves to the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runCli(
  commands: Command[],
  [name, ...argv]: string[],
  openDatabase: OpenDatabase,
): Promise<number> {
  if (!name || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help(commands));
    return name ? 0 : 2;
  }
  const command = commands.find((known) => known.name === name);
  if (!command) {
    process.stderr.write(`There is no command "${name}".\n\n${help(commands)}`);
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

function help(commands: Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `a3m-router COMMAND [--json]\n\n${lines.join('\n')}\n\nMore: a3m-router COMMAND --help\n`;
}
