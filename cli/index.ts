import { budgetCommand } from './budget';
import { classifyCommand } from './classify';
import type { Command, OpenDatabase } from './command';
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
import { runCli } from './run';

/** For the help only: the launcher runs it itself. */
const serveCommand: Command = {
  name: 'serve',
  usage: 'serve',
  summary: 'start the server, like npm start',
  run: async () => {
    throw new Error('Start the server with npm start.');
  },
};

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
  serveCommand,
];

/** The CLI of a checkout, with the commands that use the database. Resolves to the exit code. */
export async function main(argv: string[], openDatabase: OpenDatabase = databaseOfEnvironment): Promise<number> {
  return runCli(COMMANDS, argv, openDatabase);
}
