/** One guarantee, with its measured value. */
export interface Target {
  what: string;
  wanted: string;
  found: number;
  isMet: boolean;
}

/** What a scenario measured. */
export interface Verdict {
  scenario: string;
  figures: Record<string, number | string>;
  targets: Target[];
}

export function atMost(what: string, found: number, limit: number): Target {
  return { what, wanted: `at most ${limit}`, found: rounded(found), isMet: found <= limit };
}

export function atLeast(what: string, found: number, limit: number): Target {
  return { what, wanted: `at least ${limit}`, found: rounded(found), isMet: found >= limit };
}

export function exactly(what: string, found: number, wanted: number): Target {
  return { what, wanted: `${wanted}`, found, isMet: found === wanted };
}

/** Prints the figures, and throws with every promise that was not kept. */
export function judge({ scenario, figures, targets }: Verdict): void {
  console.log(`\n${scenario}: ${wordsOf(figures)}`);
  for (const { what, wanted, found, isMet } of targets) {
    console.log(`  ${isMet ? 'kept  ' : 'BROKEN'}  ${what}: ${found} (wanted: ${wanted})`);
  }
  const broken = targets.filter(({ isMet }) => !isMet);
  if (broken.length > 0) {
    throw new Error(broken.map(({ what, wanted, found }) => `${what} is ${found}, wanted: ${wanted}`).join('; '));
  }
}

function wordsOf(figures: Verdict['figures']): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? rounded(value) : value}`)
    .join(', ');
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
