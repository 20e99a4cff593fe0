import { createExtractor } from '../../lib/engine/features/extract';
import type { SparseVector } from '../../lib/engine/features/spec';
import {
  DIFFICULTY_SPEC,
  DIFFICULTY_WORDS,
  type PackedDifficulty,
  SHAPE_LIMIT,
} from '../../lib/engine/quality/difficulty-spec';
import { SHAPE_SIZE, shapeFeatures } from '../../lib/engine/quality/shape';
import { seededRandom } from '../../lib/engine/random';
import { shuffled } from './shuffled';

const EPOCHS = 12;
const LEARNING_RATE = 0.15;
const DECAY = 3e-4;

/** A prompt with the results of its source's models. */
export interface GradedPrompt {
  prompt: string;
  outcomes: { model: string; score: number }[];
}

export type DifficultyFit = Pick<PackedDifficulty, 'bias' | 'scale' | 'base64' | 'shape'> & {
  abilities: Map<string, number>;
};

interface Row {
  words: SparseVector;
  shape: number[];
  outcomes: GradedPrompt['outcomes'];
}

/**
 * Fits logit P(correct) = ability of the model − difficulty of the prompt (Rasch 1960), with difficulty linear in the
 * prompt's words and shape, by AdaGrad. Models in several sources put them on one scale. Each prompt has the same weight,
 * however many models answered it.
 */
export function fitDifficulty(prompts: GradedPrompt[]): DifficultyFit {
  const shapes = prompts.map(({ prompt }) => shapeFeatures(prompt));
  const scaling = Array.from({ length: SHAPE_SIZE }, (_, i) => spreadOf(shapes.map((shape) => shape[i] as number)));
  const extract = createExtractor(DIFFICULTY_SPEC);
  const rows = prompts.map(({ prompt, outcomes }, i): Row => {
    const shape = (shapes[i] as number[]).map((value, j) => {
      const { mean, deviation } = scaling[j] as { mean: number; deviation: number };
      return Math.max(-SHAPE_LIMIT, Math.min(SHAPE_LIMIT, (value - mean) / deviation));
    });
    return { words: extract(prompt), shape, outcomes };
  });
  const model = descend(rows);
  // Centres difficulty at 0 for the average prompt; the offset is added to every ability instead.
  const average = rows.reduce((sum, row) => sum + model.difficulty(row), 0) / rows.length;
  const largest = model.weights
    .slice(0, DIFFICULTY_WORDS)
    .reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest / 127 || 1;
  const bytes = Int8Array.from(model.weights.slice(0, DIFFICULTY_WORDS), (weight) => Math.round(weight / scale));
  return {
    bias: rounded(-average),
    scale: rounded(scale),
    base64: Buffer.from(bytes.buffer).toString('base64'),
    shape: scaling.map(({ mean, deviation }, i) => ({
      mean: rounded(mean),
      deviation: rounded(deviation),
      weight: rounded(model.weights[DIFFICULTY_WORDS + i] as number),
    })),
    abilities: new Map([...model.abilities].map(([name, { value }]) => [name, value - average])),
  };
}

function descend(rows: Row[]) {
  const weights = new Float64Array(DIFFICULTY_WORDS + SHAPE_SIZE);
  const squares = new Float64Array(weights.length).fill(1e-2);
  const abilities = new Map<string, { value: number; square: number }>();
  const random = seededRandom(1);
  const difficulty = ({ words, shape }: Row) => {
    let sum = 0;
    for (let i = 0; i < words.indices.length; i++) {
      sum += (weights[words.indices[i] as number] as number) * (words.values[i] as number);
    }
    return shape.reduce((total, value, i) => total + value * (weights[DIFFICULTY_WORDS + i] as number), sum);
  };
  const step = (place: number, gradient: number) => {
    const full = gradient + DECAY * (weights[place] as number);
    squares[place] = (squares[place] as number) + full * full;
    weights[place] = (weights[place] as number) - (LEARNING_RATE * full) / Math.sqrt(squares[place] as number);
  };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const row of shuffled(rows, random)) {
      const error = abilitiesStep(row, difficulty(row), abilities);
      row.words.indices.forEach((place, i) => {
        step(place, -error * (row.words.values[i] as number));
      });
      // Shape features are dense and larger than word features, so they get a tenth of the step.
      row.shape.forEach((value, i) => {
        step(DIFFICULTY_WORDS + i, -0.1 * error * value);
      });
    }
  }
  return { weights, abilities, difficulty };
}

/** Updates the abilities of a prompt's models; returns the mean error of the prompt, predicted − actual. */
function abilitiesStep(
  { outcomes }: Row,
  difficulty: number,
  abilities: Map<string, { value: number; square: number }>,
): number {
  let error = 0;
  for (const { model, score } of outcomes) {
    const ability = abilities.get(model) ?? { value: 0, square: 1e-2 };
    abilities.set(model, ability);
    const wrong = (logistic(ability.value - difficulty) - score) / outcomes.length;
    error += wrong;
    ability.square += wrong * wrong;
    ability.value -= (0.05 * wrong) / Math.sqrt(ability.square);
  }
  return error;
}

export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function spreadOf(values: number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) + 1e-6 };
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
