import { QualityModel } from '../../lib/engine/quality/quality-model';
import type { OutcomeFile } from './outcome-files';

const SEED = 1;
const FEW_PROMPTS = 300;
const MANY_PROMPTS = 9_000;

/** Fits the quality model of one source on its training prompts, and on its relatives' where it has few of its own. */
export function fitSource(train: OutcomeFile, all: OutcomeFile[]): QualityModel {
  const relatives = train.prompts.length < FEW_PROMPTS ? all.filter((other) => isRelative(train, other)) : [];
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
