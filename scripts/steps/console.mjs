let lastAt = performance.now();
let isSilent = false;

/** Disables step output: the CLI's stdout is parsed by other programs. */
export function silence() {
  isSilent = true;
}

/** Prints a finished step with its duration. */
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

/** A failure with a known cause: printed without a stack. */
export class SetupError extends Error {}

/** Ends the process with the message of a `SetupError`, or with the stack of an unexpected error. */
export function fail(error) {
  if (error instanceof SetupError) console.error(`\n${error.message}`);
  else console.error(error);
  process.exit(1);
}
