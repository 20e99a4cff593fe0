import type { UserCaller } from '../../caller';
import { type ColumnRequest, deleteAnswer, findColumnRequest, saveAnswer } from '../../db/compare/comparisons';
import { firstChoiceText } from '../../engine/chat';
import { RouterError } from '../../engine/errors';
import { newId } from '../../engine/id';
import { totalInputTokens } from '../../engine/money/cost';
import type { Outcome } from '../../engine/types';
import { AppError } from '../../errors';
import { modelName } from '../../format';
import { type Run, type RunRuntime, startRun } from '../../gateway/run';
import { errorFacts } from '../../log';
import { SANDBOX } from '../../providers/registry';
import type { Runtime } from '../../runtime/runtime';
import { chatSettings, requestFrom } from '../chat/request-from-settings';
import { toChatMessages } from './comparison-turns';
import type { AnswerLine } from './comparison-view';
import { HideSandboxName } from './hide-sandbox-name';
import { SoFar } from './so-far';

type ColumnContext = RunRuntime &
  Pick<Runtime, 'catalog' | 'database' | 'knowledge' | 'log' | 'settlements' | 'unstoredAnswers'>;

export interface ColumnAsk {
  runtime: ColumnContext;
  caller: UserCaller;
  promptId: string;
  place: number;
  signal: AbortSignal;
}

/**
 * Asks the column at a place and returns the lines to stream; the answer is stored, complete or partial. Throws before
 * anything is streamed when the request cannot be routed or admitted.
 */
export async function startColumn(ask: ColumnAsk): Promise<AsyncGenerator<AnswerLine>> {
  const { runtime, caller, promptId, place, signal } = ask;
  const asked = await findColumnRequest(runtime.database, caller, { promptId, place });
  try {
    const { isSticky, ...request } = requestFrom(
      runtime,
      chatSettings.parse(asked.settings),
      toChatMessages(asked.turns),
    );
    const session = `${asked.rootId}-${asked.column}`;
    const run = await startRun(runtime, {
      requestId: newId('req'),
      caller,
      source: 'compare',
      ...request,
      options: { ...request.options, ...(isSticky && { session }) },
      signal,
    });
    if (asked.isAgain) await releaseAnswer(runtime, { promptId, column: asked.column });
    return streamLines(ask, asked, run);
  } catch (error) {
    throw asked.isHidden ? withoutModel(error) : error;
  }
}

/** Drops the previous answer once a retry is admitted. If that fails, it stays until the new one replaces it. */
async function releaseAnswer(
  { database, log }: Pick<Runtime, 'database' | 'log'>,
  at: { promptId: string; column: number },
): Promise<void> {
  await deleteAnswer(database, at).catch((error) =>
    log('warn', 'The previous answer of a retried column could not be deleted.', errorFacts(error)),
  );
}

/**
 * The router's error names the model, and a cost would reveal it: while names are hidden, a retry after the vote shows
 * the reason.
 */
function withoutModel(error: unknown): unknown {
  const isBudget = (error instanceof AppError || error instanceof RouterError) && error.code === 'budget_exceeded';
  if (isBudget) return new AppError('budget_exceeded', HIDDEN_REFUSAL, { cause: error });
  if (!(error instanceof RouterError)) return error;
  return new AppError(
    'service_unavailable',
    'This column could not be asked. The reason is hidden until you vote because it would reveal the model.',
    { cause: error },
  );
}

/** Reads the run to its end even after the client disconnects, so that a stopped answer is stored too. */
async function* streamLines(
  { runtime, promptId }: ColumnAsk,
  { column, isHidden }: ColumnRequest,
  { events, decision, requestId }: Run,
): AsyncGenerator<AnswerLine> {
  const counted = new SoFar(runtime, decision.estimate.inputTokens);
  yield { type: 'kind', category: decision.category, confidence: decision.confidence };
  let content = '';
  let hideName: HideSandboxName | null = null;
  for await (const event of events) {
    if (event.type === 'attempt-start' || event.type === 'answering') {
      counted.model = event.model;
      hideName = isHidden && event.provider === SANDBOX ? new HideSandboxName(modelName(event.model)) : null;
      if (!isHidden) yield { type: 'route', provider: event.provider, model: event.model, requestId };
    } else if (event.type === 'chunk') {
      const text = firstChoiceText(event.chunk);
      const delta = hideName ? hideName.take(text) : text;
      content += delta;
      if (delta) yield { type: 'text', delta };
      const figures = delta && !isHidden ? counted.after(content) : null;
      if (figures) yield { type: 'so-far', figures };
    } else if (event.type === 'end') {
      const rest = hideName?.end();
      if (rest) yield { type: 'text', delta: rest };
      content += rest ?? '';
      const answer = { promptId, column, requestId, content };
      await runtime.unstoredAnswers.submit(requestId, () => saveAnswer(runtime.database, answer));
      // The answer can be voted on once it is settled.
      await runtime.settlements.settled(requestId);
      yield isHidden ? hiddenEnd(event.outcome) : toEndLine(event.outcome);
    }
  }
}

function toEndLine({ status, failure, ttftMs, totalMs, answeredBy, costNanoUsd, costState }: Outcome): AnswerLine {
  const usage = answeredBy?.usage;
  return {
    type: 'end',
    status,
    failure: status === 'failed' ? (failure?.message ?? 'No model could answer.') : null,
    figures: {
      ttftMs,
      totalMs,
      inputTokens: usage ? totalInputTokens(usage) : 0,
      outputTokens: usage ? usage.outputTokens + usage.reasoningTokens : 0,
      costNanoUsd,
      costState,
    },
  };
}

/** A failure message names the vendor, and the figures would reveal the model. */
function hiddenEnd({ status }: Outcome): AnswerLine {
  return { type: 'end', status, failure: status === 'failed' ? HIDDEN_FAILURE : null, figures: null };
}

const HIDDEN_REFUSAL =
  'A budget has too little left for this column. The amount is hidden until you vote because it would reveal the model.';
const HIDDEN_FAILURE =
  'This column could not answer. The reason is hidden until you vote because it would reveal the model.';
