import type { ChatMessage } from '../chat';
import { CATEGORIES, type Category, type Classification } from '../types';
import { weightedTurns } from './conversation';
import { addOverlay, NO_OVERLAY, type Overlay } from './corrections';
import { CLASSES, computeScores, type LinearModel, softmax, unpack } from './linear-model';
import { featureVector } from './vector';
import { WEIGHTS } from './weights';

/** Classifies the last user turn of a conversation. */
export type Classify = (messages: ChatMessage[]) => Classification;

export const CLASSIFIER_VERSION = WEIGHTS.version;

let unpacked: LinearModel | undefined;

/** The shipped model, unpacked on first use. */
export function shippedModel(): LinearModel {
  unpacked ??= unpack(WEIGHTS);
  return unpacked;
}

/**
 * Creates a classifier: a linear model over hashed n-grams and intent features, plus an overlay of corrections. Pure,
 * deterministic, and linear in the length of the turns it reads.
 *
 * @example
 * const classify = createClassifier({ overlay: learn(corrections, shippedModel()) });
 * classify([{ role: 'user', content: 'Write a haiku about debugging' }]).category; // creative
 */
export function createClassifier({ overlay = NO_OVERLAY }: { overlay?: Overlay } = {}): Classify {
  return (messages) => {
    const model = shippedModel();
    const total = new Float64Array(CLASSES);
    for (const { text, weight } of weightedTurns(messages)) {
      const probabilities = predictProbabilities(text, model, overlay);
      for (let c = 0; c < CLASSES; c++) total[c] = (total[c] as number) + weight * (probabilities[c] as number);
    }
    return choose(total, model);
  };
}

/** Classifies with the shipped weights alone. */
export const classifyPrompt: Classify = createClassifier();

function predictProbabilities(text: string, model: LinearModel, overlay: Overlay): Float64Array {
  const vector = featureVector(text);
  const scores = computeScores(vector, model);
  addOverlay(vector, overlay, scores);
  return softmax(scores, model.temperature);
}

/** Chooses the category from probabilities in the order of `CATEGORIES`; below `minConfidence` it is medium. */
export function choose(
  total: Float64Array,
  { minConfidence, version }: Pick<LinearModel, 'minConfidence' | 'version'>,
): Classification {
  const best = indexOfLargest(total, -1);
  const chosen = (total[best] as number) < minConfidence ? MEDIUM : best;
  const second = indexOfLargest(total, chosen);
  const probabilities = {} as Record<Category, number>;
  for (let c = 0; c < CLASSES; c++) probabilities[CATEGORIES[c] as Category] = total[c] as number;
  return {
    category: CATEGORIES[chosen] as Category,
    confidence: total[chosen] as number,
    runnerUp: { category: CATEGORIES[second] as Category, confidence: total[second] as number },
    version,
    probabilities,
  };
}

const MEDIUM = CATEGORIES.indexOf('medium');

/** Ties go to the first category in the order of `CATEGORIES`. */
function indexOfLargest(values: Float64Array, except: number): number {
  let best = except === 0 ? 1 : 0;
  for (let c = 0; c < values.length; c++) {
    if (c !== except && (values[c] as number) > (values[best] as number)) best = c;
  }
  return best;
}
