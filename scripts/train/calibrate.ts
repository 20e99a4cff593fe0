import { CLASSES, softmax } from '../../lib/engine/classify/linear-model';
import { CATEGORIES } from '../../lib/engine/types';

/** An out-of-fold prediction. */
export interface Judged {
  scores: Float64Array;
  label: number;
  weight: number;
}

const MEDIUM = CATEGORIES.indexOf('medium');

/** The temperature with the lowest log loss (Guo et al., arXiv:1706.04599). */
export function fitTemperature(judged: readonly Judged[]): number {
  return bestOf(range(0.5, 4, 0.05), (temperature) => -logLoss(judged, temperature));
}

/** The highest confidence below which classifying as medium loses no accuracy. */
export function fitMinConfidence(judged: readonly Judged[], temperature: number): number {
  return bestOf(range(0, 0.5, 0.01), (threshold) => accuracyOf(judged, temperature, threshold) + threshold * 1e-6);
}

/** Expected calibration error over ten bins of confidence (Guo et al.). */
export function calibrationError(judged: readonly Judged[], temperature: number, minConfidence: number): number {
  const bins = Array.from({ length: 10 }, () => ({ weight: 0, confidence: 0, right: 0 }));
  for (const { scores, label, weight } of judged) {
    const { category, confidence } = choose(scores, temperature, minConfidence);
    const bin = bins[Math.min(9, Math.floor(confidence * 10))] as (typeof bins)[number];
    bin.weight += weight;
    bin.confidence += weight * confidence;
    bin.right += category === label ? weight : 0;
  }
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  return bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right) / total, 0);
}

export function accuracyOf(judged: readonly Judged[], temperature: number, minConfidence: number): number {
  let right = 0;
  let total = 0;
  for (const { scores, label, weight } of judged) {
    total += weight;
    if (choose(scores, temperature, minConfidence).category === label) right += weight;
  }
  return right / total;
}

function choose(scores: Float64Array, temperature: number, minConfidence: number) {
  const probabilities = softmax(scores, temperature);
  let best = 0;
  for (let c = 1; c < CLASSES; c++) if ((probabilities[c] as number) > (probabilities[best] as number)) best = c;
  const category = (probabilities[best] as number) < minConfidence ? MEDIUM : best;
  return { category, confidence: probabilities[category] as number };
}

function logLoss(judged: readonly Judged[], temperature: number): number {
  let loss = 0;
  for (const { scores, label, weight } of judged)
    loss -= weight * Math.log(softmax(scores, temperature)[label] as number);
  return loss;
}

function bestOf(values: number[], gain: (value: number) => number): number {
  const gains = values.map(gain);
  return values[gains.indexOf(Math.max(...gains))] as number;
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => Number((from + i * step).toFixed(4)));
}
