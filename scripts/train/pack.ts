import { CLASSES, type PackedModel } from '../../lib/engine/classify/linear-model';
import { BLOCKS } from '../../lib/engine/classify/vector';
import type { Weights } from './fit';

/** Rounds weights to signed bytes with one scale per block of features: n-grams have smaller weights than intents. */
export function pack(
  weights: Weights,
  facts: Pick<PackedModel, 'version' | 'temperature' | 'minConfidence'>,
): PackedModel {
  const end = weights.length - CLASSES;
  const bytes = new Int8Array(end);
  const scales = BLOCKS.slice(1).map((blockEnd, block) => {
    const [from, to] = [(BLOCKS[block] as number) * CLASSES, blockEnd * CLASSES];
    const scale = largestOf(weights, from, to) / 127 || 1;
    for (let i = from; i < to; i++) bytes[i] = Math.round((weights[i] as number) / scale);
    return Number(scale.toPrecision(8));
  });
  return {
    ...facts,
    biases: [...weights.slice(end)].map((bias) => Number(bias.toPrecision(8))),
    scales,
    base64: Buffer.from(bytes.buffer).toString('base64'),
  };
}

/** Formats the packed model as a module, which needs no file system at run time. */
export function moduleOf({ base64, ...facts }: PackedModel): string {
  const lines = Object.entries(facts).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`);
  return [
    '// Written by `npm run train:classifier`; do not edit.',
    "import type { PackedModel } from './linear-model';",
    '',
    'export const WEIGHTS: PackedModel = {',
    ...lines,
    `  base64: '${base64}',`,
    '};',
    '',
  ].join('\n');
}

function largestOf(weights: Weights, from: number, to: number): number {
  let largest = 0;
  for (let i = from; i < to; i++) largest = Math.max(largest, Math.abs(weights[i] as number));
  return largest;
}
