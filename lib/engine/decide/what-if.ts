import type { Needs } from '../chat';
import type { Policy } from '../policy/policy';
import type { Candidate, Classification, Decision, Model } from '../types';
import { weigh } from './decide';
import type { DecideInput } from './decide-input';
import { expectedOutputTokens, referenceCostNanoUsd } from './estimate';
import { computeScore, frontRunners } from './rank';
import type { Signals } from './signals';

/** A past request without its text: enough to decide it again. */
export interface Situation {
  classification: Classification;
  difficulty: number | null;
  inputTokens: number;
  needs: Needs;
}

/** The expected result of a policy over many requests, at current estimates. */
export interface OperatingPoint {
  qualityWeight: number;
  /** Expected cost of one request. */
  costNanoUsd: number;
  /** Expected quality of an answer, 0..1. */
  quality: number;
  /** Median of the expected times to first token. */
  ttftMs: number;
  /** Share of requests by provider, largest first. */
  shares: { provider: string; share: number }[];
}

/** The result of sending every request to one model: the reference a policy should beat. */
export interface SingleModel {
  model: string;
  provider: string;
  name: string;
  costNanoUsd: number;
  quality: number;
  /** True while its quality rests on the prior alone, with no ratings. */
  isPrior: boolean;
  /** No cheaper model has the same or a higher expected quality. */
  isOnFrontier: boolean;
}

export interface WhatIfInput {
  situations: Situation[];
  models: Model[];
  policy: Policy;
  signals: Signals;
  /** Epoch ms. */
  now: number;
}

/** Evaluates a policy at every quality weight from 0 to 1 in steps of 0.01, keeping its orders and cost limits. */
export function sweepWeights(input: WhatIfInput): OperatingPoint[] {
  const prepared = input.situations.map((situation) => prepare(situation, input)).filter(({ priced }) => priced.length);
  return Array.from({ length: 101 }, (_, i) => pointAt(prepared, input.policy, i / 100));
}

/** Evaluates each model that can serve nearly all requests as the only model; cheapest first. */
export function singleModels(input: WhatIfInput): SingleModel[] {
  const plain: Policy = { name: 'single', version: 1, qualityWeight: 1, latencyWeight: 0 };
  const prepared = input.situations.map((situation) => prepare(situation, { ...input, policy: plain }));
  const byModel = groupByModel(prepared);
  const enough = input.situations.length * NEARLY_ALL;
  const singles = [...byModel.values()]
    .filter((answers) => answers.length >= enough)
    .map(toSingle)
    .sort((a, b) => a.costNanoUsd - b.costNanoUsd || b.quality - a.quality);
  let best = Number.NEGATIVE_INFINITY;
  return singles.map((single) => {
    const isOnFrontier = single.quality > best;
    best = Math.max(best, single.quality);
    return { ...single, isOnFrontier };
  });
}

/** Models without vision stay in the comparison when few requests have images. */
const NEARLY_ALL = 0.9;

/** Converts a stored decision into a situation. */
export function toSituation(decision: Decision): Situation {
  const { category, confidence, runnerUp, probabilities, version, difficulty, estimate, needs } = decision;
  return {
    classification: { category, confidence, runnerUp, probabilities, version },
    difficulty,
    inputTokens: estimate.inputTokens,
    needs,
  };
}

interface Prepared {
  /** The priced candidates that the score ranks, after explicit orders. */
  priced: Candidate[];
  reference: number;
}

/** The `decide` input for a situation. Ignores breakers, whose current state says nothing about a policy. */
export function decideInputFor(
  { classification, difficulty, inputTokens, needs }: Situation,
  { models, policy, signals, now }: Pick<WhatIfInput, 'models' | 'policy' | 'signals' | 'now'>,
): DecideInput {
  return {
    classification,
    difficulty,
    models,
    mode: 'auto',
    policy,
    needs,
    inputTokens,
    maxTokens: null,
    maxCostNanoUsd: null,
    providers: { only: [], ignore: [], order: [] },
    signals: { ...signals, breakerOf: () => ({ state: 'closed' }) },
    now,
  };
}

function prepare(situation: Situation, whatIf: WhatIfInput): Prepared {
  const { classification, inputTokens } = situation;
  const outputTokens = expectedOutputTokens(classification.category, null);
  const input = decideInputFor(situation, whatIf);
  const { candidates } = weigh(input, outputTokens);
  const priced = frontRunners(candidates, input).filter(({ costNanoUsd }) => costNanoUsd !== null);
  return { priced, reference: referenceCostNanoUsd(inputTokens, outputTokens) };
}

function pointAt(prepared: Prepared[], policy: Policy, qualityWeight: number): OperatingPoint {
  const chosen = prepared.map((request) => best(request, { ...policy, qualityWeight }));
  const counts = new Map<string, number>();
  for (const { provider } of chosen) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return {
    qualityWeight,
    costNanoUsd: mean(chosen.map(({ costNanoUsd }) => costNanoUsd ?? 0)),
    quality: mean(chosen.map(({ quality }) => quality.mean)),
    ttftMs: median(chosen.map(({ ttftMs }) => ttftMs)),
    shares: [...counts]
      .map(([provider, count]) => ({ provider, share: count / chosen.length }))
      .sort((a, b) => b.share - a.share),
  };
}

function best({ priced, reference }: Prepared, policy: Policy): Candidate {
  let winner = priced[0] as Candidate;
  let top = Number.NEGATIVE_INFINITY;
  for (const candidate of priced) {
    const score = computeScore(candidate.quality.mean, candidate.costNanoUsd, reference, candidate.ttftMs, policy);
    if (score <= top) continue;
    top = score;
    winner = candidate;
  }
  return winner;
}

function groupByModel(prepared: Prepared[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of prepared.flatMap(({ priced }) => priced)) {
    const group = groups.get(candidate.model);
    if (group) group.push(candidate);
    else groups.set(candidate.model, [candidate]);
  }
  return groups;
}

function toSingle(answers: Candidate[]): Omit<SingleModel, 'isOnFrontier'> {
  const { model, provider, name } = answers[0] as Candidate;
  return {
    model,
    provider,
    name,
    costNanoUsd: mean(answers.map(({ costNanoUsd }) => costNanoUsd ?? 0)),
    quality: mean(answers.map(({ quality }) => quality.mean)),
    isPrior: answers.every(({ quality }) => quality.n === 0),
  };
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
