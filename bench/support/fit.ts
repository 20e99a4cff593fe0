import { QualityModel } from '../quality-model/quality-model';
import { filterRows, type OutcomeFile } from './outcome-files';

const SEED = 1;
const FEW_PROMPTS = 300;
const MOST_BORROWED = 800;
const MANY_PROMPTS = 9_000;

/** Fits the quality model of a source on its training prompts, and on related sources' where it has few. */
export function fitSource(train: OutcomeFile, all: OutcomeFile[]): QualityModel {
  const relatives =
    train.prompts.length < FEW_PROMPTS ? all.filter((other) => isRelative(train, other)).map(someRows) : [];
  const table = {
    models: train.models,
    prompts: [train, ...relatives].flatMap(({ prompts }) => prompts),
    scores: [train, ...relatives].flatMap(({ scores }) => scores),
    costs: [train, ...relatives].flatMap(({ costs }) => costs),
  };
  return new QualityModel(table, { landmarks: table.prompts.length > MANY_PROMPTS ? 768 : 512, seed: SEED });
}

/** Another source that graded the same models. */
function isRelative(file: OutcomeFile, other: OutcomeFile): boolean {
  return other.source !== file.source && other.models.join() === file.models.join();
}

/** Limits the related rows, which would otherwise outweigh the source's own. */
function someRows(file: OutcomeFile): OutcomeFile {
  const step = Math.max(1, Math.floor(file.prompts.length / MOST_BORROWED));
  let row = 0;
  return filterRows(file, () => row++ % step === 0);
}
