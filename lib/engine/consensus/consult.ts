import type { AnswerMessage } from '../chat';
import { AnswerCollector } from '../execute/answer';
import type { AttemptEvent } from '../execute/attempt-types';
import type { Attempt, Consensus, ConsensusAnswer, CostState, Decision } from '../types';
import { type Agreement, agree, type ComparableAnswer } from './agree';

export interface ConsultInput {
  decision: Pick<Decision, 'candidates'>;
  /** Number of parallel calls. */
  of: number;
  /** The request asks for JSON. */
  isJson: boolean;
  /** The attempts that succeeded, with their events. At least one. */
  complete: { attempt: Attempt; events: AttemptEvent[] }[];
  /** Every call of the request. */
  attempts: Attempt[];
}

/** Compares answers and chooses the one most of them agree on. `chosen` is its index in `complete`. */
export function consult({ decision, of, isJson, complete, attempts }: ConsultInput): {
  chosen: number;
  consensus: Consensus;
} {
  const ranks = rankByQuality(decision);
  const messages = complete.map(({ events }) => collectMessage(events));
  const comparable = complete.map(({ attempt }, i) =>
    toComparable(messages[i] ?? null, ranks.get(attempt.model) ?? ranks.size),
  );
  const agreement = agree(comparable, { isJson });
  const answers = [...attempts].sort(byNumber).map((attempt) => {
    const place = complete.findIndex((one) => one.attempt === attempt);
    return { ...toAnswerFacts(attempt), ...buildComparison(place, messages, agreement) };
  });
  const { method, agreement: share, agreeing, chosen } = agreement;
  return {
    chosen,
    consensus: { method, agreement: share, of, answered: complete.length, agreeing: agreeing.length, answers },
  };
}

/** Rank of each model by estimated quality; ties keep the order of the decision. */
function rankByQuality({ candidates }: Pick<Decision, 'candidates'>): Map<string, number> {
  const byQuality = [...candidates].sort((a, b) => b.quality.mean - a.quality.mean);
  return new Map(byQuality.map(({ model }, rank) => [model, rank]));
}

function collectMessage(events: AttemptEvent[]): AnswerMessage | null {
  const collector = new AnswerCollector();
  for (const event of events) {
    if (event.type === 'answer') return event.answer.choices[0]?.message ?? null;
    if (event.type === 'chunk') collector.add(event.chunk);
  }
  return collector.answer()?.choices[0]?.message ?? null;
}

/** Some vendors send an empty `content` with a refusal. */
function messageText(message: AnswerMessage | null): string | null {
  return message?.content || (message?.refusal ?? message?.content ?? null);
}

function toComparable(message: AnswerMessage | null, rank: number): ComparableAnswer {
  return {
    content: messageText(message),
    ...(message?.tool_calls && { toolCalls: message.tool_calls }),
    rank,
  };
}

function toAnswerFacts({ number, provider, model, costNanoUsd, usageState, ttftMs, totalMs, failure }: Attempt) {
  const costState: CostState =
    costNanoUsd === null ? 'unpriced' : usageState === 'estimated' ? 'estimated' : 'measured';
  return { number, provider, model, costNanoUsd, costState, ttftMs, totalMs, failure: failure?.message ?? null };
}

type Comparison = Pick<ConsensusAnswer, 'isChosen' | 'agrees' | 'likeness' | 'text' | 'toolCalls'>;

function buildComparison(
  place: number,
  messages: (AnswerMessage | null)[],
  { chosen, agreeing, likeness }: Agreement,
): Comparison {
  if (place < 0) return { isChosen: false, agrees: false, likeness: null, text: null };
  const message = messages[place] ?? null;
  return {
    isChosen: place === chosen,
    agrees: agreeing.includes(place),
    likeness: likeness[place] ?? null,
    text: messageText(message),
    ...(message?.tool_calls && { toolCalls: message.tool_calls }),
  };
}

function byNumber(a: Attempt, b: Attempt): number {
  return a.number - b.number;
}
