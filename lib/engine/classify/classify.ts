import { type ChatMessage, textOf } from '../chat';
import { CATEGORIES, type Category, type Classification } from '../types';
import { CUES } from './cues';
import { foreignShare } from './language';

/** Reads a conversation and says what kind of prompt its last user turn is. */
export type Classify = (messages: ChatMessage[]) => Classification;

export const CUES_VERSION = 'cues-1';

/** A request's kind shows in how it opens and how it closes; pasted documents in between must not drown it. */
const OPENING_CHARACTERS = 600;
const CLOSING_CHARACTERS = 300;
const LONG_TEXT_CHARACTERS = 1_200;
/** Below this, nobody would bet on the guess: treat the prompt as everyday help. */
const MIN_CONFIDENCE = 0.35;

/**
 * The first classifier: weighted word and character cues over the last user turn, a share of foreign letters, and
 * length; softmax for confidence. Linear in the text's first and last characters only.
 */
export const classifyByCues: Classify = (messages) => {
  const text = lastUserText(messages);
  const scores = scoreCategories(text);
  const ranked = softmax(scores).sort((a, b) => b.confidence - a.confidence);
  const [first, second] = ranked;
  if (!first || first.confidence < MIN_CONFIDENCE) return asMedium(ranked);
  return { ...first, runnerUp: second ?? null, probabilities: byCategory(ranked), version: CUES_VERSION };
};

type Guess = { category: Category; confidence: number };

function asMedium(ranked: Guess[]): Classification {
  const medium = ranked.find((guess) => guess.category === 'medium');
  const runnerUp = ranked.find((guess) => guess.category !== 'medium') ?? null;
  return {
    category: 'medium',
    confidence: medium?.confidence ?? 0,
    runnerUp,
    probabilities: byCategory(ranked),
    version: CUES_VERSION,
  };
}

function byCategory(guesses: Guess[]): Record<Category, number> {
  return Object.fromEntries(guesses.map(({ category, confidence }) => [category, confidence])) as Record<
    Category,
    number
  >;
}

function lastUserText(messages: ChatMessage[]): string {
  const last = messages.findLast((message) => message.role === 'user') ?? messages.at(-1);
  return textOf(last?.content);
}

function scoreCategories(text: string): Record<Category, number> {
  const scores = { ...BASE_SCORES };
  const opening = text.slice(0, OPENING_CHARACTERS);
  const closing = text.length > OPENING_CHARACTERS ? text.slice(-CLOSING_CHARACTERS) : '';
  const read = `${opening}\n${closing}`;
  for (const { category, pattern, weight } of CUES) if (pattern.test(read)) scores[category] += weight;
  scores.multilingual += 6 * foreignShare(read);
  scores.simple += text.length < 80 ? 1 : text.length < 200 ? 0.3 : -1;
  if (text.length > LONG_TEXT_CHARACTERS) scores.summarization += 0.8;
  return scores;
}

const BASE_SCORES: Record<Category, number> = {
  simple: 0.6,
  medium: 1,
  reasoning: 0.2,
  code: 0,
  creative: 0,
  summarization: -0.2,
  multilingual: -0.5,
};

function softmax(scores: Record<Category, number>): Guess[] {
  const exponentials = CATEGORIES.map((category) => Math.exp(scores[category]));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return CATEGORIES.map((category, i) => ({ category, confidence: (exponentials[i] ?? 0) / sum }));
}
