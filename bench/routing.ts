import fs from 'node:fs';
import { judgeDuel, predictGains } from './routing/duel';
import { decideAll, judgeMany, keywordPoint, type ManyModelFigures } from './routing/many-models';
import { judgeShipped, type ShippedFigures } from './routing/shipped-decide';
import type { TwoModelFigures } from './routing/two-models';
import { readArguments } from './support/arguments';
import { fitSource } from './support/fit';
import { readSplits, type Split } from './support/split';

export const needsDatabase = false;

type Figures = ManyModelFigures | TwoModelFigures;
interface Result {
  figures: Record<string, Figures>;
  decisions: object[];
  note: string;
}

/**
 * Routing quality of the quality model on unseen prompts: fitted per source on the training folder, evaluated on the test
 * folder (or on a held-out part of the training folder), compared with the article's keyword router, the best single
 * model, the hull of single models, random mixing and the oracle.
 */
export async function run({ argv }: { argv: string[] }): Promise<void> {
  const options = readArguments(argv);
  const splits = readSplits(options);
  const files: Record<string, Figures> = {};
  if (options.decisions) fs.writeFileSync(options.decisions, '');
  for (const split of splits) {
    const startedAt = performance.now();
    const result = judge(split, splits);
    files[split.test.source] = result.figures.router as Figures;
    if (options.decisions) fs.appendFileSync(options.decisions, toJsonLines(result.decisions));
    if (options.json) continue;
    print(split, result, (performance.now() - startedAt) / 1000);
    const shipped = judgeShipped(split);
    if (shipped) printShipped(shipped);
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ files })}\n`);
}

function judge(split: Split, all: Split[]): Result {
  const model = fitSource(
    split.train,
    all.map(({ train }) => train),
  );
  if (split.train.models.length === 2) {
    const decisions = predictGains(model, split);
    return { decisions, figures: judgeDuel(decisions, split), note: '' };
  }
  const decisions = decideAll(model, split);
  const keywords = keywordPoint(split);
  const note = `The article’s keywords buy ${keywords.quality.toFixed(1)} % of the quality for ${keywords.cost.toFixed(1)} % of the cost.`;
  return { decisions, figures: judgeMany(decisions, split), note };
}

function toJsonLines(decisions: object[]): string {
  return decisions.map((decision) => `${JSON.stringify(decision)}\n`).join('');
}

function print({ train, test }: Split, { figures, note }: Result, seconds: number): void {
  console.log(
    `\n${test.source}: ${train.prompts.length} prompts to learn from, ${test.prompts.length} to judge on, ${train.models.length} models, ${seconds.toFixed(0)} s`,
  );
  const rows = Object.entries(figures).map(([name, row]) => [
    name,
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, value === null ? 'out of reach' : round(key, value)]),
    ),
  ]);
  console.table(Object.fromEntries(rows));
  if (note) console.log(note);
}

/** Apart from the table: other candidates, and a bar of their own. */
function printShipped({ models, policies, ...figures }: ShippedFigures): void {
  const rows = Object.entries(policies).map(
    ([name, { quality, cost }]) => `${name} ${quality.toFixed(1)} % for ${cost.toFixed(1)} %`,
  );
  console.log(
    `The shipped decide, nothing learned, among the ${models.length} of these models that the catalogue has (in per cent of their best): ${rows.join(', ')}.`,
  );
  const costs = Object.entries(figures).map(([name, cost]) => `${name} ${cost?.toFixed(1) ?? 'out of reach'}`);
  console.log(`  ${costs.join(', ')}`);
}

function round(key: string, value: number): number {
  return Number(value.toFixed(/^c/.test(key) ? 1 : 4));
}
