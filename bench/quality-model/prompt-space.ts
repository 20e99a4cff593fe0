import { createExtractor, type Extract } from '../../lib/engine/features/extract';
import { countDimensions, type FeatureSpec, type SparseVector } from '../../lib/engine/features/spec';
import { cholesky, dot, solveLower, strongestEigenvectors } from '../../lib/engine/quality/linear-algebra';
import { SHAPE_SIZE, shapeFeatures } from '../../lib/engine/quality/shape';
import { sampleIndices, seededRandom } from '../../lib/engine/random';

const SPEC: FeatureSpec = {
  wordBits: 17,
  characterBits: 0,
  openingBits: 0,
  wordGrams: 2,
  characterGrams: null,
  openingTokens: 0,
  signed: false,
  window: { opening: 4_000, closing: 1_000 },
};
const WORD_WEIGHT = 0.5;
const SHAPE_WEIGHT = 1;
const THEMES = 48;
const SHAPE_LIMIT = 4;
/** Regularisation for nearly equal landmarks. */
const JITTER = 1e-4;

/** Features of a prompt: tf-idf weighted words and standardised shape. */
interface Reading {
  words: SparseVector;
  shape: Float64Array;
}

/** Vectors of a prompt: `similarity` for ridge regression, `traits` (shape and themes) for trees. */
export interface Embedding {
  similarity: Float64Array;
  traits: Float64Array;
}

/**
 * Converts prompts to dense vectors without using outcomes. `similarity` is the Nyström map (Williams and Seeger 2001) of
 * the kernel ½·(shared words and word pairs, tf-idf) + exp(−distance of shapes²) onto landmark prompts, which makes a
 * linear model on it kernel ridge regression at a fraction of the cost. `traits` are the shape and the coordinates along
 * the main themes (kernel principal components of the words).
 */
export class PromptSpace {
  readonly landmarkCount: number;
  readonly traitCount: number;
  private readonly extract: Extract = createExtractor(SPEC);
  private readonly rarity: Float32Array;
  private readonly shapeMean: Float64Array;
  private readonly shapeScale: Float64Array;
  private readonly landmarks: Reading[];
  /** Inverted index: for each word bucket, the landmarks with their values. */
  private readonly postings: Postings;
  private readonly factor: Float64Array;
  private readonly themes: Float64Array[];

  constructor(prompts: string[], options: { landmarks: number; seed: number }) {
    const random = seededRandom(options.seed);
    const raw = prompts.map((prompt) => this.extract(prompt));
    this.rarity = inverseDocumentFrequencies(raw);
    const shapes = prompts.map(shapeFeatures);
    this.shapeMean = columnMeans(shapes);
    this.shapeScale = columnScales(shapes, this.shapeMean);
    const chosen = sampleIndices(prompts.length, options.landmarks, random);
    this.landmarks = [...chosen].map((i) => this.reading(prompts[i] as string));
    this.landmarkCount = this.landmarks.length;
    this.postings = buildPostings(this.landmarks);
    const words = this.landmarks.map((landmark) => this.sharedWords(landmark));
    this.factor = cholesky(this.kernelAmongLandmarks(words), this.landmarkCount);
    this.themes = computeThemes(words, Math.min(THEMES, this.landmarkCount), random);
    this.traitCount = SHAPE_SIZE + this.themes.length;
  }

  embed(prompt: string): Embedding {
    const reading = this.reading(prompt);
    const words = this.sharedWords(reading);
    const traits = new Float64Array(this.traitCount);
    traits.set(reading.shape);
    this.themes.forEach((theme, i) => {
      traits[SHAPE_SIZE + i] = dot(theme, 0, words, 0, words.length);
    });
    return { similarity: solveLower(this.factor, this.landmarkCount, this.kernel(reading, words)), traits };
  }

  private reading(prompt: string): Reading {
    const shape = Float64Array.from(shapeFeatures(prompt), (value, i) => {
      const z = (value - (this.shapeMean[i] as number)) / (this.shapeScale[i] as number);
      return Math.max(-SHAPE_LIMIT, Math.min(SHAPE_LIMIT, z));
    });
    return { words: weighted(this.extract(prompt), this.rarity), shape };
  }

  /** Cosine similarity of the words to each landmark. */
  private sharedWords({ words }: Reading): Float64Array {
    const shared = new Float64Array(this.landmarkCount);
    const { starts, landmarks, values } = this.postings;
    for (let i = 0; i < words.indices.length; i++) {
      const bucket = words.indices[i] as number;
      const value = words.values[i] as number;
      const end = starts[bucket + 1] as number;
      for (let place = starts[bucket] as number; place < end; place++) {
        const landmark = landmarks[place] as number;
        shared[landmark] = (shared[landmark] as number) + value * (values[place] as number);
      }
    }
    return shared;
  }

  private kernel({ shape }: Reading, words: Float64Array): Float64Array {
    return words.map(
      (cosine, i) => WORD_WEIGHT * cosine + SHAPE_WEIGHT * likeness(shape, (this.landmarks[i] as Reading).shape),
    );
  }

  private kernelAmongLandmarks(words: Float64Array[]): Float64Array {
    const n = this.landmarkCount;
    const matrix = new Float64Array(n * n);
    this.landmarks.forEach((landmark, row) => {
      matrix.set(this.kernel(landmark, words[row] as Float64Array), row * n);
      matrix[row * n + row] = (matrix[row * n + row] as number) + JITTER;
    });
    return matrix;
  }
}

function inverseDocumentFrequencies(vectors: SparseVector[]): Float32Array {
  const documents = new Float32Array(countDimensions(SPEC));
  for (const { indices } of vectors) for (const i of indices) documents[i] = (documents[i] as number) + 1;
  // A word that occurs in one prompt only gives no information about others.
  return documents.map((n) => (n < 2 ? 0 : Math.log((1 + vectors.length) / (1 + n)) + 1));
}

function weighted({ indices, values }: SparseVector, rarity: Float32Array): SparseVector {
  const kept = [...indices.keys()].filter((i) => rarity[indices[i] as number] !== 0);
  const heavy = Float32Array.from(kept, (i) => (values[i] as number) * (rarity[indices[i] as number] as number));
  const length = Math.sqrt(heavy.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { indices: Uint32Array.from(kept, (i) => indices[i] as number), values: heavy.map((value) => value / length) };
}

function likeness(a: Float64Array, b: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += ((a[i] as number) - (b[i] as number)) ** 2;
  return Math.exp(-squares / a.length);
}

/** Entries of a bucket are at `starts[bucket]` to `starts[bucket + 1]`. */
interface Postings {
  starts: Int32Array;
  landmarks: Int32Array;
  values: Float32Array;
}

function buildPostings(landmarks: Reading[]): Postings {
  const starts = new Int32Array(countDimensions(SPEC) + 1);
  for (const { words } of landmarks)
    for (const bucket of words.indices) starts[bucket + 1] = (starts[bucket + 1] as number) + 1;
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const total = starts.at(-1) as number;
  const postings = { starts, landmarks: new Int32Array(total), values: new Float32Array(total) };
  const next = starts.slice();
  landmarks.forEach(({ words }, landmark) => {
    words.indices.forEach((bucket, i) => {
      const place = next[bucket] as number;
      next[bucket] = place + 1;
      postings.landmarks[place] = landmark;
      postings.values[place] = words.values[i] as number;
    });
  });
  return postings;
}

/** Main directions of the landmarks' words, scaled so that the product with a prompt's row is its coordinate. */
function computeThemes(rows: Float64Array[], count: number, random: () => number): Float64Array[] {
  const n = rows.length;
  const matrix = new Float64Array(n * n);
  rows.forEach((row, i) => {
    matrix.set(row, i * n);
  });
  const { vectors, values } = strongestEigenvectors(matrix, n, count, random);
  return vectors.map((vector, i) => {
    const scale = 1 / Math.sqrt(Math.max(1e-6, values[i] as number));
    return vector.map((value) => value * scale);
  });
}

function columnMeans(rows: number[][]): Float64Array {
  const means = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows)
    row.forEach((value, i) => {
      means[i] = (means[i] as number) + value / rows.length;
    });
  return means;
}

function columnScales(rows: number[][], means: Float64Array): Float64Array {
  const variances = new Float64Array(means.length);
  for (const row of rows) {
    row.forEach((value, i) => {
      variances[i] = (variances[i] as number) + (value - (means[i] as number)) ** 2 / rows.length;
    });
  }
  return variances.map((variance) => Math.sqrt(variance) + 1e-6);
}
