import type { SparseVector } from '../features/spec';
import { CATEGORIES, type Category } from '../types';
import { CLASSES, computeScores, type LinearModel } from './linear-model';
import { featureVector, ngramVector, VECTOR_VERSION } from './vector';

/**
 * A correction of a prompt's category. It stores hashed features instead of the text, so that it can be kept without
 * the prompt and applied to newly trained weights.
 */
export interface Correction {
  category: Category;
  /** Version of the features; corrections of other versions are skipped. */
  featureVersion: string;
  /** The classifier's feature vector of the prompt. */
  features: { indices: number[]; values: number[] };
  /** Number of leading features that are n-grams; only these are adjusted. */
  ngrams: number;
}

/** Adjustments to the trained weights: for each feature, one number per category. */
export type Overlay = ReadonlyMap<number, Float64Array>;

export const NO_OVERLAY: Overlay = new Map();

/** Required lead in score, large enough that a corrected prompt is classified with confidence. */
const MARGIN = 4;
const MAX_PASSES = 20;

/** Creates a correction that assigns a prompt to a category. */
export function createCorrection(prompt: string, category: Category): Correction {
  const { indices, values } = featureVector(prompt);
  return {
    category,
    featureVersion: VECTOR_VERSION,
    features: { indices: [...indices], values: [...values] },
    ngrams: ngramVector(prompt).indices.length,
  };
}

/**
 * Learns an overlay from corrections by passive-aggressive updates (Crammer et al., JMLR 7, 2006): each one shifts the
 * weights of its n-grams as far as its category needs to lead. Biases and intent features stay as trained, so unrelated
 * prompts are unaffected. The latest correction of a prompt wins. The overlay is rebuilt from scratch, so removing a
 * correction removes its effect.
 */
export function learn(corrections: readonly Correction[], model: LinearModel): Overlay {
  const overlay = new Map<number, Float64Array>();
  const examples = latestExamples(corrections.filter(({ featureVersion }) => featureVersion === VECTOR_VERSION));
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const moved = examples.filter((example) => applyExample(example, model, overlay));
    if (moved.length === 0) break;
  }
  return overlay;
}

/** Adds an overlay's adjustments for a vector to its scores, in place. */
export function addOverlay({ indices, values }: SparseVector, overlay: Overlay, scores: Float64Array): void {
  if (overlay.size === 0) return;
  for (let k = 0; k < indices.length; k++) {
    const deltas = overlay.get(indices[k] as number);
    if (!deltas) continue;
    for (let c = 0; c < CLASSES; c++) scores[c] = (scores[c] as number) + (values[k] as number) * (deltas[c] as number);
  }
}

interface TrainingExample {
  vector: SparseVector;
  ngrams: number;
  label: number;
}

function latestExamples(corrections: Correction[]): TrainingExample[] {
  const byFeatures = new Map(corrections.map((one) => [JSON.stringify(one.features.indices), one]));
  return [...byFeatures.values()].map(({ features, ngrams, category }) => ({
    vector: { indices: Uint32Array.from(features.indices), values: Float32Array.from(features.values) },
    ngrams,
    label: CATEGORIES.indexOf(category),
  }));
}

/** Updates the overlay until the category leads by the margin. Returns false when it already did. */
function applyExample(
  { vector, ngrams, label }: TrainingExample,
  model: LinearModel,
  overlay: Map<number, Float64Array>,
): boolean {
  let moved = false;
  for (let rival = 0; rival < CLASSES; rival++) {
    if (rival === label) continue;
    const scores = computeScores(vector, model);
    addOverlay(vector, overlay, scores);
    const loss = MARGIN - ((scores[label] as number) - (scores[rival] as number)) / model.temperature;
    if (loss <= 1e-6) continue;
    shiftWeights(vector, ngrams, label, rival, loss * model.temperature, overlay);
    moved = true;
  }
  return moved;
}

function shiftWeights(
  { indices, values }: SparseVector,
  ngrams: number,
  label: number,
  rival: number,
  gap: number,
  overlay: Map<number, Float64Array>,
): void {
  let squares = 0;
  for (let k = 0; k < ngrams; k++) squares += (values[k] as number) ** 2;
  if (squares === 0) return;
  const step = gap / (2 * squares);
  for (let k = 0; k < ngrams; k++) {
    const index = indices[k] as number;
    const deltas = overlay.get(index) ?? new Float64Array(CLASSES);
    deltas[label] = (deltas[label] as number) + step * (values[k] as number);
    deltas[rival] = (deltas[rival] as number) - step * (values[k] as number);
    overlay.set(index, deltas);
  }
}
