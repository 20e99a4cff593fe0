import { type ChatMessage, textOf } from '../chat';
import { hashOf, isFollowUpWord } from './lexicon';

/** A turn and how much it counts. */
export interface WeighedTurn {
  text: string;
  /** Weights of all turns sum to 1. */
  weight: number;
}

/** Longest turn, in characters, that can be a follow-up to the one before. */
const FOLLOW_UP_CHARACTERS = 80;
/** A turn such as "and in French?" says little by itself; one such as "thanks" stands alone. */
const FOLLOW_UP_WEIGHT = 0.4;
const SHORT_TURN_WEIGHT = 0.15;
/** A system prompt tells what house the question is asked in, and no more. */
const SYSTEM_WEIGHT = 0.1;
/** Tool results and long loops of an agent may lie between two turns of a person; look no further back than this. */
const MESSAGES_BACK = 12;

/**
 * The turns by which a conversation is judged: the last user turn, mostly; a short one leans on the turn before it,
 * and a system prompt adds a little. Their length plays no part in the weights.
 */
export function weighedTurns(messages: readonly ChatMessage[]): WeighedTurn[] {
  const last = lastUserIndex(messages, messages.length - 1);
  if (last === -1) return [{ text: textOf(messages.at(-1)?.content), weight: 1 }];
  const turn = textOf(messages[last]?.content);
  const others: WeighedTurn[] = [];
  const before = lastUserIndex(messages, last - 1);
  const earlierWeight = before === -1 || last - before > MESSAGES_BACK ? 0 : leaning(turn);
  if (earlierWeight > 0) others.push({ text: textOf(messages[before]?.content), weight: earlierWeight });
  const system = messages.find(({ role }) => role === 'system' || role === 'developer');
  if (system && earlierWeight === 0) others.push({ text: textOf(system.content), weight: SYSTEM_WEIGHT });
  const rest = others.reduce((sum, { weight }) => sum - weight, 1);
  return [{ text: turn, weight: rest }, ...others];
}

function lastUserIndex(messages: readonly ChatMessage[], from: number): number {
  for (let i = from; i >= 0; i--) if (messages[i]?.role === 'user') return i;
  return -1;
}

/** How much a turn leans on the one before it. */
function leaning(turn: string): number {
  if (turn.length > FOLLOW_UP_CHARACTERS) return 0;
  const words = turn.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => isFollowUpWord(hashOf(word))) ? FOLLOW_UP_WEIGHT : SHORT_TURN_WEIGHT;
}
