import type { ToolCall } from '../chat';
import { canonicalJson } from './canonical-json';
import { extractShortAnswer } from './short-answer';
import { buildProfile, type Profile, SIMILARITY_THRESHOLD, similarity } from './similarity';

/** One model's complete answer. */
export interface ComparableAnswer {
  content: string | null;
  toolCalls?: ToolCall[];
  /** Rank of the model by estimated quality, 0 is best. Breaks ties between groups of equal size. */
  rank: number;
}

/** The comparison method; `single` when there was only one answer. */
export type ConsensusMethod = 'exact' | 'similarity' | 'json' | 'tools' | 'single';

export interface Agreement {
  method: ConsensusMethod;
  /** Share of answers that agree with the chosen one, including itself; null when there was only one. */
  agreement: number | null;
  /** Index of the chosen answer. */
  chosen: number;
  /** Indices of the answers that agree with it, including itself. */
  agreeing: number[];
  /** Similarity of each answer to the chosen one, 0..1. */
  likeness: number[];
}

/** The search for the largest group is exponential in the number of answers. */
export const MAX_ANSWERS = 12;

/**
 * Finds the answer most models agree on: the largest group in which every pair agrees (complete link). For short
 * answers, JSON and tool calls it returns the answer of the group's best model; for prose the medoid. Ties go to the
 * group with the best model. Pure and independent of order. Needs at least one answer; throws `RangeError` above
 * `MAX_ANSWERS`.
 */
export function agree(answers: ComparableAnswer[], { isJson = false } = {}): Agreement {
  if (answers.length > MAX_ANSWERS) throw new RangeError(`At most ${MAX_ANSWERS} answers can be compared.`);
  const keys = answers.map((answer) => comparisonKey(answer, isJson));
  const links = similarityMatrix(keys);
  const precedences = keys.map(precedence);
  const isEligible = precedences.map((value) => value === Math.max(...precedences));
  const group = largestGroup(answers, links, isEligible);
  const chosen = findRepresentative(group, answers, links);
  const likenesses = answers.map((_, i) => links[chosen]?.[i] ?? 0);
  if (answers.length < 2) return { method: 'single', agreement: null, chosen, agreeing: group, likeness: likenesses };
  const method = toConsensusMethod(keys[chosen] as ComparisonKey, isJson);
  return { method, agreement: group.length / answers.length, chosen, agreeing: group, likeness: likenesses };
}

/** What answers are compared by: a key, or a word profile for prose. */
type ComparisonKey =
  | { kind: 'exact' | 'json' | 'tools'; key: string }
  | { kind: 'similarity'; profile: Profile; text: string }
  /** No content: cut off during reasoning, or filtered. */
  | { kind: 'blank' }
  /** JSON was requested but not returned; agrees with no other answer. */
  | { kind: 'unreadable' };

function comparisonKey({ content, toolCalls }: ComparableAnswer, isJson: boolean): ComparisonKey {
  if (toolCalls?.length) return { kind: 'tools', key: keyOfCalls(toolCalls) };
  const text = content ?? '';
  if (!text.trim()) return { kind: 'blank' };
  if (isJson) {
    const key = canonicalJson(text);
    return key === null ? { kind: 'unreadable' } : { kind: 'json', key };
  }
  const short = extractShortAnswer(text);
  if (short !== null) return { kind: 'exact', key: short };
  return { kind: 'similarity', profile: buildProfile(text), text };
}

/** A readable answer wins over an unreadable one, and any content over none. */
function precedence({ kind }: ComparisonKey): number {
  return kind === 'blank' ? 0 : kind === 'unreadable' ? 1 : 2;
}

function toConsensusMethod({ kind }: ComparisonKey, isJson: boolean): ConsensusMethod {
  if (kind === 'unreadable' || kind === 'blank') return isJson ? 'json' : 'exact';
  return kind;
}

/** Compares names and arguments, not ids or the order of calls. */
function keyOfCalls(calls: ToolCall[]): string {
  return calls
    .map(({ function: { name, arguments: args } }) => `${name} ${canonicalJson(args || '{}') ?? args}`)
    .sort()
    .join('\n');
}

/** The symmetric matrix of pairwise similarities. */
function similarityMatrix(keys: ComparisonKey[]): number[][] {
  const links: number[][] = keys.map(() => []);
  for (const [i, row] of links.entries())
    for (let j = 0; j <= i; j++) {
      const link = i === j ? 1 : computeSimilarity(keys[i] as ComparisonKey, keys[j] as ComparisonKey);
      row[j] = link;
      (links[j] as number[])[i] = link;
    }
  return links;
}

function computeSimilarity(a: ComparisonKey, b: ComparisonKey): number {
  if (a.kind === 'similarity' && b.kind === 'similarity')
    return a.text === b.text ? 1 : similarity(a.profile, b.profile);
  // Blank answers equal each other, so that several of them are not reported as different answers.
  if (a.kind === 'blank' && b.kind === 'blank') return 1;
  return 'key' in a && 'key' in b && a.kind === b.kind && a.key === b.key ? 1 : 0;
}

/** Checks every subset: 12 answers give 4,096. */
function largestGroup(answers: ComparableAnswer[], links: number[][], isEligible: boolean[]): number[] {
  let best: number[] = [];
  for (let set = 1; set < 2 ** answers.length; set++) {
    const group = answers.flatMap((_, i) => (set & (1 << i) ? [i] : []));
    if (group.length < best.length || !group.every((i) => isEligible[i])) continue;
    if (isSimilarGroup(group, links) && isBetter(group, best, answers)) best = group;
  }
  return best;
}

function isSimilarGroup(group: number[], links: number[][]): boolean {
  return group.every((i, place) => group.slice(place + 1).every((j) => (links[i]?.[j] ?? 0) >= SIMILARITY_THRESHOLD));
}

/** The larger group is better; on a tie, the one with the better ranked models. */
function isBetter(group: number[], best: number[], answers: ComparableAnswer[]): boolean {
  if (group.length !== best.length) return group.length > best.length;
  const [ours, theirs] = [listRanks(group, answers), listRanks(best, answers)];
  const place = ours.findIndex((rank, i) => rank !== theirs[i]);
  return place >= 0 && (ours[place] as number) < (theirs[place] as number);
}

function listRanks(group: number[], answers: ComparableAnswer[]): number[] {
  return group.map((i) => (answers[i] as ComparableAnswer).rank).sort((a, b) => a - b);
}

/** The answer most similar to the others of its group; on a tie, the best ranked. */
function findRepresentative(group: number[], answers: ComparableAnswer[], links: number[][]): number {
  const inOrder = [...group].sort(
    (a, b) => (answers[a] as ComparableAnswer).rank - (answers[b] as ComparableAnswer).rank,
  );
  const nearness = (i: number) => inOrder.reduce((sum, j) => sum + (links[i]?.[j] ?? 0), 0);
  return inOrder.reduce((best, next) => (nearness(next) > nearness(best) + 1e-9 ? next : best));
}
