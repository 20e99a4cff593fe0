import type { UserCaller } from '../../caller';
import { type ColumnRequest, deleteAnswer, findColumnRequest, saveAnswer } from '../../db/compare/comparisons';
import { firstTextOf } from '../../engine/chat';
import { RouterError } from '../../engine/errors';
import { newId } from '../../engine/id';
import { totalInputTokens } from '../../engine/money/cost';
import type { Outcome } from '../../engine/types';
import { AppError } from '../../errors';
import { modelName } from '../../format';
import type { RunContext } from '../../gateway/contexts';
import { type Run, startRun } from '../../gateway/run';
import { errorFacts } from '../../log';
import { SANDBOX } from '../../providers/registry';
import type { Runtime } from '../../runtime/runtime';
import { chatSettings, requestFrom } from '../chat/request-from-settings';
import { messagesOf } from './comparison-turns';
import type { AnswerLine } from './comparison-view';
import { Veil } from './hide-sandbox-name';
import { SoFar } from './so-far';

type ColumnContext = RunContext &
  Pick<Runtime, 'catalog' | 'database' | 'knowledge' | 'log' | 'settlements' | 'unstoredAnswers'>;

export interface ColumnAsk {
  runtime: ColumnContext;
  caller: UserCaller;
  promptId: string;
  place: number;
  signal: AbortSignal;
}

/**
 * Asks the column at a place, and gives the lines that tell of it; the answer is stored whole or as far as it came.
 * Throws before anything is streamed when the request cannot be routed or admitted.
 */
export async function startColumn(ask: ColumnAsk): Promise<AsyncGenerator<AnswerLine>> {
  const { runtime, caller, promptId, place, signal } = ask;
  const asked = await findColumnRequest(runtime.database, caller, { promptId, place });
  try {
    const { isSticky, ...request } = requestFrom(runtime, chatSettings.parse(asked.settings), messagesOf(asked.turns));
    const session = `${asked.rootId}-${asked.column}`;
    const run = await startRun(runtime, {
      requestId: newId('req'),
      caller,
      source: 'compare',
      ...request,
      options: { ...request.options, ...(isSticky && { session }) },
      signal,
    });
    if (asked.isAgain) await letGo(runtime, { promptId, column: asked.column });
    return tell(ask, asked, run);
  } catch (error) {
    throw asked.isHidden ? anonymous(error) : error;
  }
}

/** Once another try is admitted. Where that fails, the answer from before stands until the new one takes its place. */
async function letGo(
  { database, log }: Pick<Runtime, 'database' | 'log'>,
  at: { promptId: string; column: number },
): Promise<void> {
  await deleteAnswer(database, at).catch((error) =>
    log('warn', 'An answer that is asked for again could not be let go of.', errorFacts(error)),
  );
}

/**
 * What the router says of a column names its model, and what it may cost gives it away: while names are hidden it is
 * told after the vote, by another try.
 */
function anonymous(error: unknown): unknown {
  const isBudget = (error instanceof AppError || error instanceof RouterError) && error.code === 'budget_exceeded';
  if (isBudget) return new AppError('budget_exceeded', HIDDEN_REFUSAL, { cause: error });
  if (!(error instanceof RouterError)) return error;
  return new AppError(
    'service_unavailable',
    'This column could not be asked. Why names its model, so it is not said before the vote.',
    { cause: error },
  );
}

/** Reads the run to its end even when the reader has left: that is how a stopped answer gets stored. */
async function* tell(
  { runtime, promptId }: ColumnAsk,
  { column, isHidden }: ColumnRequest,
  { events, decision, requestId }: Run,
): AsyncGenerator<AnswerLine> {
  const counted = new SoFar(runtime, decision.estimate.inputTokens);
  yield { type: 'kind', category: decision.category, confidence: decision.confidence };
  let content = '';
  let veil: Veil | null = null;
  for await (const event of events) {
    if (event.type === 'attempt-start' || event.type === 'answering') {
      counted.model = event.model;
      veil = isHidden && event.provider === SANDBOX ? new Veil(modelName(event.model)) : null;
      if (!isHidden) yield { type: 'route', provider: event.provider, model: event.model, requestId };
    } else if (event.type === 'chunk') {
      const said = firstTextOf(event.chunk);
      const delta = veil ? veil.take(said) : said;
      content += delta;
      if (delta) yield { type: 'text', delta };
      const figures = delta && !isHidden ? counted.after(content) : null;
      if (figures) yield { type: 'so-far', figures };
    } else if (event.type === 'end') {
      const rest = veil?.end();
      if (rest) yield { type: 'text', delta: rest };
      content += rest ?? '';
      const answer = { promptId, column, requestId, content };
      await runtime.unstoredAnswers.submit(requestId, () => saveAnswer(runtime.database, answer));
      // From here on it can be voted on.
      await runtime.settlements.settled(requestId);
      yield isHidden ? hiddenEnd(event.outcome) : endOf(event.outcome);
    }
  }
}

function endOf({ status, failure, ttftMs, totalMs, answeredBy, costNanoUsd, costState }: Outcome): AnswerLine {
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

/** A failure's words name the vendor, and figures give a model away. */
function hiddenEnd({ status }: Outcome): AnswerLine {
  return { type: 'end', status, failure: status === 'failed' ? HIDDEN_FAILURE : null, figures: null };
}

const HIDDEN_REFUSAL =
  'A budget has no room for this column right now. What it may need gives its model away, so it is not said before the vote.';
const HIDDEN_FAILURE = 'This column could not answer. Why names its model, so it is not said before the vote.';
