import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import type { OutcomeTable } from '../quality-model/outcome-table';

/** The outcomes of one source. `hasCosts` is false if the source has none. */
export interface OutcomeFile extends OutcomeTable {
  source: string;
  ids: string[];
  hasCosts: boolean;
}

interface OutcomeRecord {
  id: string;
  prompt: string;
  outcomes: Record<string, { score: number; cost_usd: number | null }>;
}

/** Reads every outcome file of a folder with this suffix; `task` is dropped, because no router may see it. */
export function readOutcomeFiles(folder: string, ending: string): OutcomeFile[] {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(ending) && !name.startsWith('categories.'));
  if (names.length === 0) throw new Error(`There is no *${ending} in ${folder}.`);
  return names.sort().map((name) => readOutcomeFile(path.join(folder, name)));
}

function readOutcomeFile(file: string): OutcomeFile {
  const records: OutcomeRecord[] = zlib
    .gunzipSync(fs.readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
  const models = Object.keys(records[0]?.outcomes ?? {}).sort();
  const column = (record: OutcomeRecord, read: (outcome: { score: number; cost_usd: number | null }) => number) =>
    Float64Array.from(models, (model) => {
      const outcome = record.outcomes[model];
      if (!outcome) throw new Error(`${record.id} has no outcome of ${model}.`);
      return read(outcome);
    });
  return {
    source: path.basename(file).split('.')[0] as string,
    models,
    ids: records.map(({ id }) => id),
    prompts: records.map(({ prompt }) => prompt),
    scores: records.map((record) => column(record, ({ score }) => score)),
    costs: records.map((record) => column(record, ({ cost_usd }) => cost_usd ?? 0)),
    hasCosts: records.some((record) => Object.values(record.outcomes).some(({ cost_usd }) => cost_usd !== null)),
  };
}

/** The rows of a file that match `keeps`. */
export function filterRows(file: OutcomeFile, keeps: (prompt: string) => boolean): OutcomeFile {
  const kept = [...file.prompts.keys()].filter((i) => keeps(file.prompts[i] as string));
  const pick = <Value>(values: Value[]) => kept.map((i) => values[i] as Value);
  return {
    ...file,
    ids: pick(file.ids),
    prompts: pick(file.prompts),
    scores: pick(file.scores),
    costs: pick(file.costs),
  };
}
