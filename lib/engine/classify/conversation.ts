import { type ChatMessage, extractText } from '../chat';
import { hashWord, isFollowUpWord } from './lexicon';

/** A turn with its weight in the classification. */
export interface WeightedTurn {
  text: string;
  /** Weights of all turns sum to 1. */
  weight: number;
}

/** Maximum length of a follow-up turn, in characters. */
const FOLLOW_UP_CHARACTERS = 80;
/** A turn such as "and in French?" depends on the previous one; "thanks" does not. */
const FOLLOW_UP_WEIGHT = 0.4;
const SHORT_TURN_WEIGHT = 0.15;
/** A system prompt gives context but not the request itself. */
const SYSTEM_WEIGHT = 0.1;
/** Tool results and agent loops may lie between two user turns; look back at most this many messages. */
const MESSAGES_BACK = 12;

/**
 * The turns that decide a conversation's category, with weights: mainly the last user turn. A short one also uses the
 * previous user turn; otherwise a system prompt adds a little. Turn length does not affect the weights.
 */
export function weightedTurns(messages: readonly ChatMessage[]): WeightedTurn[] {
  const last = lastUserIndex(messages, messages.length - 1);
  if (last === -1) return [{ text: extractText(messages.at(-1)?.content), weight: 1 }];
  const turn = extractText(messages[last]?.content);
  const others: WeightedTurn[] = [];
  const before = lastUserIndex(messages, last - 1);
  const earlierWeight = before === -1 || last - before > MESSAGES_BACK ? 0 : earlierTurnWeight(turn);
  if (earlierWeight > 0) others.push({ text: extractText(messages[before]?.content), weight: earlierWeight });
  const system = messages.find(({ role }) => role === 'system' || role === 'developer');
  if (system && earlierWeight === 0) others.push({ text: extractText(system.content), weight: SYSTEM_WEIGHT });
  const rest = others.reduce((sum, { weight }) => sum - weight, 1);
  return [{ text: turn, weight: rest }, ...others];
}

function lastUserIndex(messages: readonly ChatMessage[], from: number): number {
  for (let i = from; i >= 0; i--) if (messages[i]?.role === 'user') return i;
  return -1;
}

/** The weight of the previous turn for a short follow-up. */
function earlierTurnWeight(turn: string): number {
  if (turn.length > FOLLOW_UP_CHARACTERS) return 0;
  const words = turn.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => isFollowUpWord(hashWord(word))) ? FOLLOW_UP_WEIGHT : SHORT_TURN_WEIGHT;
}
