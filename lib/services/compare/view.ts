import type {
  AnswerRequest,
  StoredColumnAnswer,
  StoredComparison,
  StoredPrompt,
  StoredVote,
} from '../../db/compare/stored-comparison';
import { OPEN_VOTE_WEIGHT } from '../../engine/memory/outcome';
import { chatSettings } from '../chat/request-from-settings';
import { tallyVotes } from './comparison-tally';
import type { AnswerView, ComparisonView, EffectView, PromptView, VoteView } from './comparison-view';

/**
 * The page's view of a comparison. Before the vote on a blind prompt, it contains neither models, requests, costs and
 * timings nor the order of the columns.
 */
export function toView(stored: StoredComparison): ComparisonView {
  const isSet = stored.prompts.filter(({ followsId }) => followsId === null).length > 1;
  const isRevealed = stored.prompts.some(({ isHidden }) => !isHidden);
  return {
    id: stored.id,
    title: stored.title,
    team: stored.teamName,
    isBlind: stored.isBlind,
    count: stored.columns.length,
    columns: isRevealed ? stored.columns.map((column) => chatSettings.parse(column)) : null,
    prompts: stored.prompts.map((prompt) => toPromptView(prompt, isSet)),
    tally: isRevealed ? tallyVotes(stored) : [],
  };
}

/** The view behind a shared link. Its readers may belong to another team, so it omits the vote's effect on the router. */
export function toSharedView(stored: StoredComparison): ComparisonView {
  const view = toView(stored);
  return { ...view, prompts: view.prompts.map(withoutRouter) };
}

function withoutRouter({ vote, answers, ...prompt }: PromptView): PromptView {
  const nameless = answers.map(
    (answer) => answer && { ...answer, who: answer.who && { ...answer.who, requestId: '' } },
  );
  return { ...prompt, answers: nameless, vote: vote && { ...vote, effects: [], odds: null } };
}

function toPromptView(prompt: StoredPrompt, isSet: boolean): PromptView {
  const { id, number, prompt: text, followsId, rootId, isHidden, order, answers, hasTexts, vote } = prompt;
  const first = answers.find(({ request }) => request)?.request;
  const inPlace = order.map((column) => answers.find((answer) => answer.column === column) ?? null);
  return {
    id,
    number,
    prompt: text,
    followsId,
    rootId,
    isHidden,
    order: isHidden ? null : order,
    kind: first ? { category: first.category, confidence: first.confidence } : null,
    answers: inPlace.map((answer) => answer && toAnswerView(answer, isHidden)),
    hasTexts,
    vote: vote && toVoteView(vote, prompt),
    // A set shows its cost while it runs; for a single prompt that would reveal it before the vote.
    costNanoUsd: isHidden && !isSet ? null : sumCosts(inPlace),
  };
}

function toAnswerView({ content, requestId, request }: StoredColumnAnswer, isHidden: boolean): AnswerView {
  const status = request?.status ?? 'unknown';
  if (isHidden || !request)
    return { status, text: content, failure: status === 'failed' ? HIDDEN_FAILURE : null, who: null, figures: null };
  return {
    status,
    text: content,
    failure: status === 'failed' ? (request.failureMessage ?? 'No model could answer.') : null,
    who: request.provider && request.model ? { provider: request.provider, model: request.model, requestId } : null,
    figures: toFigures(request),
  };
}

const HIDDEN_FAILURE =
  'This column could not answer. The reason is hidden until you vote because it would reveal the model.';

function toFigures({ ttftMs, totalMs, inputTokens, outputTokens, costNanoUsd, costState }: AnswerRequest) {
  return { ttftMs, totalMs, inputTokens, outputTokens, costNanoUsd, costState };
}

/** Cost of all columns, once all have ended: single costs would reveal the models. */
function sumCosts(answers: (StoredColumnAnswer | null)[]): number | null {
  if (answers.some((answer) => !answer?.request)) return null;
  return answers.reduce((sum, answer) => sum + (answer?.request?.costNanoUsd ?? 0), 0);
}

function toVoteView(vote: StoredVote, { order, answers }: StoredPrompt): VoteView {
  const findPlace = (column: number | null) => (column === null ? null : order.indexOf(column));
  const noted = vote.effects.flatMap(({ model, requestId, effect }) => {
    const answer = answers.find((one) => one.requestId === requestId);
    return effect ? [{ model, effect, column: answer?.column ?? null, request: answer?.request }] : [];
  });
  const effects: EffectView[] = noted.map(({ model, effect, column, request }) => ({
    place: findPlace(column),
    model,
    provider: request?.provider ?? model.slice(0, model.indexOf('/')),
    before: effect.before,
    after: effect.after,
    n: effect.n,
  }));
  return {
    choice: vote.choice,
    place: findPlace(vote.column),
    places: vote.columns.map((column) => order.indexOf(column)),
    category: vote.category,
    isBlind: vote.isBlind,
    weight: vote.isBlind ? 1 : OPEN_VOTE_WEIGHT,
    effects,
    odds: vote.odds,
  };
}
