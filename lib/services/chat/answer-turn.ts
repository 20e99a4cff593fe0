import type { UserCaller } from '../../caller';
import { saveAnswer, saveTurn } from '../../db/chat/threads';
import { newId } from '../../engine/id';
import type { Outcome } from '../../engine/types';
import type { FeedbackRuntime } from '../../gateway/learning';
import { type Run, type RunRuntime, startRun } from '../../gateway/run';
import { errorFacts } from '../../log';
import type { LiveAnswer } from '../../runtime/live-answers';
import type { Runtime } from '../../runtime/runtime';
import { AnswerWriter } from './answer-writer';
import { learnFromTurn } from './implicit-feedback';
import { OverlapFilter } from './overlap-filter';
import { type PreparedTurn, prepareTurn } from './prepare-turn';
import type { TurnInput } from './turn-schema';

/**
 * One turn of a conversation: stores the question and an empty answer, then runs the answer whether or not a client
 * follows it. Throws before anything is stored when the request is invalid or cannot be routed or admitted.
 */
export async function answerTurn(
  runtime: RunRuntime &
    FeedbackRuntime &
    Pick<Runtime, 'database' | 'knowledge' | 'liveAnswers' | 'log' | 'unstoredAnswers'>,
  caller: UserCaller,
  turn: TurnInput,
): Promise<LiveAnswer> {
  const { conversationId, answerId } = turn;
  await runtime.unstoredAnswers.settled(answerBefore(turn.asked));
  const prepared = await prepareTurn(runtime, caller, turn);
  const abort = new AbortController();
  const requestId = newId('req');
  const run = await startRun(runtime, {
    requestId,
    caller,
    source: 'playground',
    conversationId,
    ...prepared.settled,
    signal: abort.signal,
  });
  await store(runtime, caller, turn, prepared, requestId).catch((error) => abandon(run, abort, error));
  void learnFromTurn(runtime, caller, turn.asked, prepared);
  const { userId, teamId } = caller;
  const live = runtime.liveAnswers.begin({
    answerId,
    requestId,
    conversationId,
    userId,
    teamId,
    abort: () => abort.abort(),
  });
  void streamAnswer(runtime, run, live, prepared);
  return live;
}

/** The answer that the turn follows or continues; empty when there is none. */
function answerBefore(asked: TurnInput['asked']): string {
  if (asked.kind === 'question') return asked.parentId ?? '';
  return asked.kind === 'continuation' ? asked.answerId : '';
}

async function store(
  runtime: Pick<Runtime, 'database'>,
  caller: UserCaller,
  { conversationId, answerId, settings }: TurnInput,
  { question, parentId }: PreparedTurn,
  requestId: string,
): Promise<void> {
  const answer = { id: answerId, parentId, requestId };
  await saveTurn(runtime.database, caller, { conversationId, settings, question, answer });
}

/** Ends a run that could not be stored before a provider is called. It is settled all the same. */
async function abandon({ events }: Run, abort: AbortController, error: unknown): Promise<never> {
  abort.abort();
  for await (const _event of events);
  throw error;
}

/** Reads the run to its end in any case, so that a stopped answer is stored too. */
async function streamAnswer(
  runtime: Pick<Runtime, 'database' | 'log' | 'unstoredAnswers'>,
  run: Run,
  live: LiveAnswer,
  { before }: PreparedTurn,
): Promise<void> {
  const { answerId } = live.input;
  const writer = new AnswerWriter((chunk) => live.push(`data: ${JSON.stringify(chunk)}\n\n`), {
    answerId,
    requestId: run.requestId,
    decision: run.decision,
    filter: before ? new OverlapFilter(before) : null,
  });
  try {
    for await (const event of run.events) {
      // Stored before the end is sent, unless the database is away, so that a reload finds the complete answer.
      if (event.type === 'end') await save(runtime, answerId, writer.textSoFar(), event.outcome);
      writer.take(event);
    }
  } catch (error) {
    runtime.log('error', 'An answer could not be given to its end.', {
      requestId: run.requestId,
      ...errorFacts(error),
    });
  } finally {
    live.push('data: [DONE]\n\n');
    live.end(runtime.unstoredAnswers.over(answerId));
  }
}

function save(
  { database, unstoredAnswers }: Pick<Runtime, 'database' | 'unstoredAnswers'>,
  answerId: string,
  text: string,
  outcome: Outcome,
): Promise<void> {
  return unstoredAnswers.submit(answerId, () => saveAnswer(database, answerId, text, outcome.consensus ?? null));
}
