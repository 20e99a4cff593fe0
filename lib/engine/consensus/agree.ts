import type { ToolCall } from '../chat';
import { canonicalJson } from './canonical-json';
import { ALIKE_FROM, likeness, type Profile, profileOf } from './likeness';
import { shortAnswerOf } from './short-answer';

/** One model's whole answer. */
export interface Voice {
  content: string | null;
  toolCalls?: ToolCall[];
  /** Which model is thought to answer best: 0 first. Decides among answers that are equal in number. */
  rank: number;
}

/** How answers were compared; `single` when there was nothing to compare. */
export type ConsensusMethod = 'exact' | 'similarity' | 'json' | 'tools' | 'single';

export interface Agreement {
  method: ConsensusMethod;
  /** Share of the answers that agree with the chosen one, itself included; null when there was but one. */
  agreement: number | null;
  /** Place of the chosen answer. */
  chosen: number;
  /** Places of those that agree with it, itself included. */
  agreeing: number[];
  /** How much each is like the chosen one, 0 to 1. */
  likeness: number[];
}

/** More would make the search for the largest group slow. */
export const MAX_VOICES = 12;

/**
 * The answer that most agree on: of the largest group in which every two are alike (complete link), for short answers,
 * JSON and calls of tools the best estimated model's, for prose the one most like the rest (the medoid). Groups of the
 * same size: the one with the best estimated model. Pure, and the order of the answers does not matter. At least one.
 */
export function agree(voices: Voice[], { isJson = false } = {}): Agreement {
  if (voices.length > MAX_VOICES) throw new RangeError(`At most ${MAX_VOICES} answers can be compared.`);
  const meanings = voices.map((voice) => meaningOf(voice, isJson));
  const links = linksOf(meanings);
  const worths = meanings.map(worthOf);
  const mayWin = worths.map((worth) => worth === Math.max(...worths));
  const group = largestGroup(voices, links, mayWin);
  const chosen = speakerOf(group, voices, links);
  const likenesses = voices.map((_, i) => links[chosen]?.[i] ?? 0);
  if (voices.length < 2) return { method: 'single', agreement: null, chosen, agreeing: group, likeness: likenesses };
  const method = methodOf(meanings[chosen] as Meaning, isJson);
  return { method, agreement: group.length / voices.length, chosen, agreeing: group, likeness: likenesses };
}

/** What two answers are compared by: a key, or for prose a profile. */
type Meaning =
  | { kind: 'exact' | 'json' | 'tools'; key: string }
  | { kind: 'similarity'; profile: Profile; text: string }
  /** Nothing was said: cut off while it reasoned, or filtered. */
  | { kind: 'blank' }
  /** JSON was asked for and this is none: it agrees with nobody. */
  | { kind: 'unreadable' };

function meaningOf({ content, toolCalls }: Voice, isJson: boolean): Meaning {
  if (toolCalls?.length) return { kind: 'tools', key: keyOfCalls(toolCalls) };
  const text = content ?? '';
  if (!text.trim()) return { kind: 'blank' };
  if (isJson) {
    const key = canonicalJson(text);
    return key === null ? { kind: 'unreadable' } : { kind: 'json', key };
  }
  const short = shortAnswerOf(text);
  if (short !== null) return { kind: 'exact', key: short };
  return { kind: 'similarity', profile: profileOf(text), text };
}

/** Nobody wins with what cannot be read while somebody can be read, nor with nothing while somebody said something. */
function worthOf({ kind }: Meaning): number {
  return kind === 'blank' ? 0 : kind === 'unreadable' ? 1 : 2;
}

function methodOf({ kind }: Meaning, isJson: boolean): ConsensusMethod {
  if (kind === 'unreadable' || kind === 'blank') return isJson ? 'json' : 'exact';
  return kind;
}

/** Names and arguments; neither ids nor the order of calls. */
function keyOfCalls(calls: ToolCall[]): string {
  return calls
    .map(({ function: { name, arguments: args } }) => `${name} ${canonicalJson(args || '{}') ?? args}`)
    .sort()
    .join('\n');
}

/** How much every two are alike, the same both ways round. */
function linksOf(meanings: Meaning[]): number[][] {
  const links: number[][] = meanings.map(() => []);
  for (const [i, row] of links.entries())
    for (let j = 0; j <= i; j++) {
      const link = i === j ? 1 : linkOf(meanings[i] as Meaning, meanings[j] as Meaning);
      row[j] = link;
      (links[j] as number[])[i] = link;
    }
  return links;
}

function linkOf(a: Meaning, b: Meaning): number {
  if (a.kind === 'similarity' && b.kind === 'similarity') return a.text === b.text ? 1 : likeness(a.profile, b.profile);
  // Nothing is like nothing, so that answers that are all blank are not told as different ones.
  if (a.kind === 'blank' && b.kind === 'blank') return 1;
  return 'key' in a && 'key' in b && a.kind === b.kind && a.key === b.key ? 1 : 0;
}

/** Every set of answers is looked at: a dozen answers make four thousand. */
function largestGroup(voices: Voice[], links: number[][], mayWin: boolean[]): number[] {
  let best: number[] = [];
  for (let set = 1; set < 2 ** voices.length; set++) {
    const group = voices.flatMap((_, i) => (set & (1 << i) ? [i] : []));
    if (group.length < best.length || !group.every((i) => mayWin[i])) continue;
    if (isAlike(group, links) && isBetter(group, best, voices)) best = group;
  }
  return best;
}

function isAlike(group: number[], links: number[][]): boolean {
  return group.every((i, place) => group.slice(place + 1).every((j) => (links[i]?.[j] ?? 0) >= ALIKE_FROM));
}

/** The larger one; else the one with the better estimated models, the best of them first. */
function isBetter(group: number[], best: number[], voices: Voice[]): boolean {
  if (group.length !== best.length) return group.length > best.length;
  const [ours, theirs] = [ranksOf(group, voices), ranksOf(best, voices)];
  const place = ours.findIndex((rank, i) => rank !== theirs[i]);
  return place >= 0 && (ours[place] as number) < (theirs[place] as number);
}

function ranksOf(group: number[], voices: Voice[]): number[] {
  return group.map((i) => (voices[i] as Voice).rank).sort((a, b) => a - b);
}

/** The one most like the others of its group; among equals the best estimated. */
function speakerOf(group: number[], voices: Voice[], links: number[][]): number {
  const inOrder = [...group].sort((a, b) => (voices[a] as Voice).rank - (voices[b] as Voice).rank);
  const nearness = (i: number) => inOrder.reduce((sum, j) => sum + (links[i]?.[j] ?? 0), 0);
  return inOrder.reduce((best, next) => (nearness(next) > nearness(best) + 1e-9 ? next : best));
}
