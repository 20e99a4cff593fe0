import type { SparseVector } from '../features/spec';
import { CATEGORIES, type Category } from '../types';
import { CLASSES, type LinearModel, scoresOf } from './linear-model';
import { ngramsOf, VECTOR_VERSION, vectorOf } from './vector';

/**
 * "This was not code." Keeps hashed features and not the prompt, so that it can be stored without the text and replayed
 * over newly trained weights.
 */
export interface Correction {
  category: Category;
  /** The features it was made with; a correction of another version is passed over. */
  featureVersion: string;
  /** Everything that the classifier sees of the prompt. */
  features: { indices: number[]; values: number[] };
  /** How many of the features, the first ones, are n-grams: only these learn. */
  ngrams: number;
}

/** What corrections add to the trained weights: for some features, a number for each category. */
export type Overlay = ReadonlyMap<number, Float64Array>;

export const NO_OVERLAY: Overlay = new Map();

/** The right category must lead by this much in score: enough that a corrected prompt is read with confidence. */
const MARGIN = 4;
const MAX_PASSES = 20;

/** Remembers that a prompt belongs to a category. */
export function correctionOf(prompt: string, category: Category): Correction {
  const { indices, values } = vectorOf(prompt);
  return {
    category,
    featureVersion: VECTOR_VERSION,
    features: { indices: [...indices], values: [...values] },
    ngrams: ngramsOf(prompt).indices.length,
  };
}

/**
 * Learns corrections over a model by passive-aggressive updates (Crammer et al., JMLR 7, 2006): each moves the weights
 * of its own n-grams just as far as its category needs to lead. The bias and the intents stay as trained, so that
 * prompts with other words stay where they were. Later corrections of the same prompt win. Nothing is kept but the
 * result: leave a correction out and learn again, and it is as if it had never been.
 */
export function learn(corrections: readonly Correction[], model: LinearModel): Overlay {
  const overlay = new Map<number, Float64Array>();
  const lessons = lastOfEach(corrections.filter(({ featureVersion }) => featureVersion === VECTOR_VERSION));
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const moved = lessons.filter((lesson) => teach(lesson, model, overlay));
    if (moved.length === 0) break;
  }
  return overlay;
}

/** Adds what an overlay says about a vector to its scores, in place. */
export function addOverlay({ indices, values }: SparseVector, overlay: Overlay, scores: Float64Array): void {
  if (overlay.size === 0) return;
  for (let k = 0; k < indices.length; k++) {
    const deltas = overlay.get(indices[k] as number);
    if (!deltas) continue;
    for (let c = 0; c < CLASSES; c++) scores[c] = (scores[c] as number) + (values[k] as number) * (deltas[c] as number);
  }
}

interface Lesson {
  vector: SparseVector;
  ngrams: number;
  label: number;
}

function lastOfEach(corrections: Correction[]): Lesson[] {
  const byFeatures = new Map(corrections.map((one) => [JSON.stringify(one.features.indices), one]));
  return [...byFeatures.values()].map(({ features, ngrams, category }) => ({
    vector: { indices: Uint32Array.from(features.indices), values: Float32Array.from(features.values) },
    ngrams,
    label: CATEGORIES.indexOf(category),
  }));
}

/** Moves the overlay until the lesson's category leads by the margin; false when it did already. */
function teach({ vector, ngrams, label }: Lesson, model: LinearModel, overlay: Map<number, Float64Array>): boolean {
  let moved = false;
  for (let rival = 0; rival < CLASSES; rival++) {
    if (rival === label) continue;
    const scores = scoresOf(vector, model);
    addOverlay(vector, overlay, scores);
    const loss = MARGIN - ((scores[label] as number) - (scores[rival] as number)) / model.temperature;
    if (loss <= 1e-6) continue;
    move(vector, ngrams, label, rival, loss * model.temperature, overlay);
    moved = true;
  }
  return moved;
}

function move(
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
