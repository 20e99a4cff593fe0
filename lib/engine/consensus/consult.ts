import type { AnswerMessage } from '../chat';
import { AnswerCollector } from '../execute/answer';
import type { AttemptEvent } from '../execute/attempt-types';
import type { Attempt, Consensus, ConsensusAnswer, CostState, Decision } from '../types';
import { type Agreement, agree, type Voice } from './agree';

export interface ConsultInput {
  decision: Pick<Decision, 'candidates'>;
  /** How many were asked at once. */
  of: number;
  /** The caller asked for JSON. */
  isJson: boolean;
  /** Those that answered, with what they said. At least one. */
  whole: { attempt: Attempt; events: AttemptEvent[] }[];
  /** Every call of the request. */
  attempts: Attempt[];
}

/** Compares answers; says which one to give and how many agree with it. `chosen` is its place in `whole`. */
export function consult({ decision, of, isJson, whole, attempts }: ConsultInput): {
  chosen: number;
  consensus: Consensus;
} {
  const ranks = ranksOf(decision);
  const messages = whole.map(({ events }) => messageOf(events));
  const voices = whole.map(({ attempt }, i) => voiceOf(messages[i] ?? null, ranks.get(attempt.model) ?? ranks.size));
  const agreement = agree(voices, { isJson });
  const answers = [...attempts].sort(byNumber).map((attempt) => {
    const place = whole.findIndex((one) => one.attempt === attempt);
    return { ...factsOf(attempt), ...saidOf(place, messages, agreement) };
  });
  const { method, agreement: share, agreeing, chosen } = agreement;
  return {
    chosen,
    consensus: { method, agreement: share, of, answered: whole.length, agreeing: agreeing.length, answers },
  };
}

/** Best estimated first; among equals the order of the decision. */
function ranksOf({ candidates }: Pick<Decision, 'candidates'>): Map<string, number> {
  const byQuality = [...candidates].sort((a, b) => b.quality.mean - a.quality.mean);
  return new Map(byQuality.map(({ model }, rank) => [model, rank]));
}

function messageOf(events: AttemptEvent[]): AnswerMessage | null {
  const collector = new AnswerCollector();
  for (const event of events) {
    if (event.type === 'answer') return event.answer.choices[0]?.message ?? null;
    if (event.type === 'chunk') collector.add(event.chunk);
  }
  return collector.answer()?.choices[0]?.message ?? null;
}

/** Beside the words of a refusal some vendors send an empty content. */
function wordsOf(message: AnswerMessage | null): string | null {
  return message?.content || (message?.refusal ?? message?.content ?? null);
}

function voiceOf(message: AnswerMessage | null, rank: number): Voice {
  return {
    content: wordsOf(message),
    ...(message?.tool_calls && { toolCalls: message.tool_calls }),
    rank,
  };
}

function factsOf({ number, provider, model, costNanoUsd, usageState, ttftMs, totalMs, failure }: Attempt) {
  const costState: CostState =
    costNanoUsd === null ? 'unpriced' : usageState === 'estimated' ? 'estimated' : 'measured';
  return { number, provider, model, costNanoUsd, costState, ttftMs, totalMs, failure: failure?.message ?? null };
}

type Said = Pick<ConsensusAnswer, 'isChosen' | 'agrees' | 'likeness' | 'text' | 'toolCalls'>;

function saidOf(place: number, messages: (AnswerMessage | null)[], { chosen, agreeing, likeness }: Agreement): Said {
  if (place < 0) return { isChosen: false, agrees: false, likeness: null, text: null };
  const message = messages[place] ?? null;
  return {
    isChosen: place === chosen,
    agrees: agreeing.includes(place),
    likeness: likeness[place] ?? null,
    text: wordsOf(message),
    ...(message?.tool_calls && { toolCalls: message.tool_calls }),
  };
}

function byNumber(a: Attempt, b: Attempt): number {
  return a.number - b.number;
}
