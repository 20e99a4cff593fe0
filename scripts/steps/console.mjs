let lastAt = performance.now();
let isSilent = false;

/** Prints no steps from now on: for the CLI, whose output others read. */
export function silence() {
  isSilent = true;
}

/** Prints a finished step with how long it took. */
export function step(what) {
  const now = performance.now();
  const seconds = ((now - lastAt) / 1000).toFixed(1).padStart(6);
  lastAt = now;
  if (!isSilent) console.log(`${seconds} s  ${what}`);
}

/** Prints what a long step is about to do. */
export function note(what) {
  if (!isSilent) console.log(`         ${what}`);
}

/** A failure that a person can act on: printed without a stack. */
export class SetupError extends Error {}

/** Ends the process with a plain sentence, or with the stack of what nobody expected. */
export function fail(error) {
  if (error instanceof SetupError) console.error(`\n${error.message}`);
  else console.error(error);
  process.exit(1);
}
