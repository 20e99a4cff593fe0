#!/usr/bin/env node
/** `npm run package`: builds the npm package of the library and CLI, and prints the path of its .tgz as the last line. */
import { fail } from './steps/console.mjs';
import { checkNode, installDependencies } from './steps/dependencies.mjs';

async function main() {
  checkNode();
  await installDependencies();
  const { buildPackage } = await import('./steps/package.mjs');
  console.log(await buildPackage());
}

main().catch(fail);
