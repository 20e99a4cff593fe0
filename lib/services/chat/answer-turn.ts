import type { UserCaller } from '../../caller';
import { saveAnswer, saveTurn } from '../../db/chat/threads';
import { newId } from '../../engine/id';
import type { Outcome } from '../../engine/types';
import type { LearnContext, RunContext } from '../../gateway/contexts';
import { type Run, startRun } from '../../gateway/run';
import { errorFacts } from '../../log';
import type { LiveAnswer } from '../../runtime/live-answers';
import type { Runtime } from '../../runtime/runtime';
import { AnswerWriter } from './answer-writer';
import { noteAsked } from './implicit-feedback';
import { OverlapFilter } from './overlap-filter';
import { type PreparedTurn, prepareTurn } from './prepare-turn';
import type { TurnInput } from './turn-schema';

/**
 * One turn of a conversation: stores the question and the place of the answer, and lets the answer come, whoever
 * follows it. Throws before anything is stored when the request cannot be read, routed or admitted.
 */
export async function answerTurn(
  runtime: RunContext &
    LearnContext &
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
  void noteAsked(runtime, caller, turn.asked, prepared);
  const { userId, teamId } = caller;
  const live = runtime.liveAnswers.begin({
    answerId,
    requestId,
    conversationId,
    userId,
    teamId,
    abort: () => abort.abort(),
  });
  void give(runtime, run, live, prepared);
  return live;
}

/** The answer that a turn goes on below; empty when there is none. */
function answerBefore(asked: TurnInput['asked']): string {
  if (asked.as === 'question') return asked.parentId ?? '';
  return asked.as === 'continuation' ? asked.answerId : '';
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

/** A run that has no place to go ends before anybody is called, and is settled all the same. */
async function abandon({ events }: Run, abort: AbortController, error: unknown): Promise<never> {
  abort.abort();
  for await (const _event of events);
  throw error;
}

/** Reads the run to its end whatever happens: that is how a stopped answer gets stored. */
async function give(
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
      // Stored before its end is told, unless the database is away: whoever reloads then finds it whole.
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
