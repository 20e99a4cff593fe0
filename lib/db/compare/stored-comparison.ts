import { raterFor, type UserCaller } from '../../caller';
import type { Database } from '../client';
import type { Prisma } from '../generated/client';
import type { Effect } from '../learning/feedback';
import { toNanoUsdOrNull } from '../system/money';
import { ownedBy } from './comparisons';
import type { OddsChange } from './votes';

/** A comparison with everything that its page shows. */
export interface StoredComparison {
  id: string;
  title: string;
  teamName: string;
  columns: unknown[];
  isBlind: boolean;
  prompts: StoredPrompt[];
}

export interface StoredPrompt {
  id: string;
  number: number;
  prompt: string;
  followsId: string | null;
  /** The first prompt of its conversation. */
  rootId: string;
  order: number[];
  /** Whether names, costs and speed are still hidden: the comparison is blind, and its conversation has had no vote. */
  isHidden: boolean;
  answers: StoredColumnAnswer[];
  /** Whether the answers' texts were read. */
  hasTexts: boolean;
  vote: StoredVote | null;
}

export interface StoredColumnAnswer {
  column: number;
  content: string;
  requestId: string;
  /** Null while the request is in progress, or after the ledger deleted it. */
  request: AnswerRequest | null;
}

export interface AnswerRequest {
  status: string;
  provider: string | null;
  model: string | null;
  category: string;
  confidence: number;
  failureMessage: string | null;
  ttftMs: number | null;
  totalMs: number | null;
  inputTokens: number;
  outputTokens: number;
  costNanoUsd: number | null;
  costState: string;
}

export interface StoredVote {
  id: string;
  choice: 'answer' | 'tie' | 'all_bad';
  /** The column that won. */
  column: number | null;
  /** The columns that were voted on. */
  columns: number[];
  category: string;
  isBlind: boolean;
  /** What it did to each model's estimate. */
  effects: ModelEffect[];
  /** Null for votes of earlier versions that did not store it. */
  odds: OddsChange | null;
}

export interface ModelEffect {
  model: string;
  requestId: string;
  /** Null where the vote did not change the model's feedback. */
  effect: Effect | null;
}

interface Wanted {
  /** Selects the prompts whose answers' texts are read; absent: all. */
  texts?: (prompts: { id: string; rootId: string; isVoted: boolean }[]) => string[];
  /** Reads requests only for the selected prompts. */
  isAlone?: boolean;
}

/** One comparison of the caller's own, or null. */
export async function findComparison(
  database: Database,
  caller: UserCaller,
  id: string,
  wanted: Wanted = {},
): Promise<StoredComparison | null> {
  return readComparison(database, { id, ...ownedBy(caller) }, raterFor(caller), wanted);
}

/** Reads any user's comparison. The caller of this function checks access. */
export async function readComparison(
  database: Database,
  where: Prisma.ComparisonWhereInput,
  rater: string,
  { texts, isAlone = false }: Wanted = {},
): Promise<StoredComparison | null> {
  const row = await database.comparison.findFirst({ where, include: { team: { select: { name: true } } } });
  if (!row) return null;
  const prompts = await database.comparisonPrompt.findMany({
    where: { comparisonId: row.id },
    orderBy: { number: 'asc' },
    include: { votes: { where: { rater }, orderBy: { createdAt: 'asc' } } },
  });
  const roots = findRoots(prompts);
  const shown = texts?.(
    prompts.map(({ id, votes }) => ({ id, rootId: roots.get(id) ?? id, isVoted: votes.some(isActive) })),
  );
  const answers = await findAnswers(database, row, prompts, { shown, isAlone });
  const effects = await findEffects(
    database,
    rater,
    prompts.flatMap(({ votes }) => votes.filter(isActive)),
  );
  const voted = new Set(prompts.filter(({ votes }) => votes.length > 0).map(({ id }) => roots.get(id)));
  return {
    id: row.id,
    title: row.title,
    teamName: row.team.name,
    columns: row.columns as unknown[],
    isBlind: row.isBlind,
    prompts: prompts.map((prompt) => {
      const own = answers.get(prompt.id) ?? [];
      const vote = prompt.votes.find(isActive);
      const rootId = roots.get(prompt.id) ?? prompt.id;
      return {
        id: prompt.id,
        number: prompt.number,
        prompt: prompt.prompt,
        followsId: prompt.followsId,
        rootId,
        order: prompt.order,
        isHidden: row.isBlind && !voted.has(rootId),
        answers: own,
        hasTexts: shown === undefined || shown.includes(prompt.id),
        vote: vote ? toVote(vote, own, effects) : null,
      };
    }),
  };
}

const isActive = ({ withdrawnAt }: { withdrawnAt: Date | null }) => withdrawnAt === null;

/** The first prompt of each prompt's conversation. A follow-up has a higher number than the prompt it follows. */
function findRoots(prompts: { id: string; followsId: string | null }[]): Map<string, string> {
  const roots = new Map<string, string>();
  for (const { id, followsId } of prompts) roots.set(id, (followsId && roots.get(followsId)) || id);
  return roots;
}

async function findAnswers(
  database: Database,
  { teamId }: { teamId: string },
  prompts: { id: string }[],
  { shown, isAlone }: { shown: string[] | undefined; isAlone: boolean },
): Promise<Map<string, StoredColumnAnswer[]>> {
  const ids = prompts.map(({ id }) => id);
  const select = { promptId: true, column: true, requestId: true };
  const where = { promptId: { in: ids } };
  const rows = await database.comparisonAnswer.findMany({ where, select, orderBy: { column: 'asc' } });
  const texts = await database.comparisonAnswer.findMany({
    where: { promptId: { in: shown ?? ids } },
    select: { promptId: true, column: true, content: true },
  });
  const contents = new Map(texts.map(({ promptId, column, content }) => [`${promptId} ${column}`, content]));
  const detailed = isAlone ? rows.filter(({ promptId }) => shown?.includes(promptId)) : rows;
  const requests = await database.request.findMany({
    where: { id: { in: detailed.map(({ requestId }) => requestId) }, teamId },
    select: ANSWER_REQUEST_FIELDS,
  });
  const requestsById = new Map(requests.map((request) => [request.id, toAnswerRequest(request)]));
  const answers = new Map<string, StoredColumnAnswer[]>();
  for (const { promptId, column, requestId } of rows) {
    const content = contents.get(`${promptId} ${column}`) ?? '';
    const answer = { column, content, requestId, request: requestsById.get(requestId) ?? null };
    answers.set(promptId, [...(answers.get(promptId) ?? []), answer]);
  }
  return answers;
}

const ANSWER_REQUEST_FIELDS = {
  id: true,
  status: true,
  provider: true,
  model: true,
  category: true,
  confidence: true,
  failureMessage: true,
  ttftMs: true,
  totalMs: true,
  inputTokens: true,
  outputTokens: true,
  costNanoUsd: true,
  costState: true,
} satisfies Prisma.RequestSelect;

function toAnswerRequest({
  id: _,
  costNanoUsd,
  ...row
}: Prisma.RequestGetPayload<{ select: typeof ANSWER_REQUEST_FIELDS }>) {
  return row.status === 'pending' ? null : { ...row, costNanoUsd: toNanoUsdOrNull(costNanoUsd) };
}

type VoteRow = Prisma.VoteGetPayload<object>;

/** The latest effect stored with the votes' feedback, by request. */
async function findEffects(database: Database, rater: string, votes: VoteRow[]): Promise<Map<string, Effect | null>> {
  const rows = await database.feedback.findMany({
    where: { requestId: { in: votes.flatMap(({ requests }) => requests) }, rater, kind: 'vote' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { requestId: true, effect: true },
  });
  return new Map(rows.map(({ requestId, effect }) => [requestId, effect as Effect | null]));
}

function toVote(vote: VoteRow, answers: StoredColumnAnswer[], effects: Map<string, Effect | null>): StoredVote {
  const findColumn = (requestId: string | undefined) =>
    answers.find((answer) => answer.requestId === requestId)?.column ?? null;
  return {
    id: vote.id,
    choice: vote.choice,
    column: vote.winner === null ? null : findColumn(vote.requests[vote.winner]),
    columns: vote.requests.flatMap((requestId) => findColumn(requestId) ?? []),
    category: vote.category,
    isBlind: vote.isBlind,
    effects: vote.requests.map((requestId, i) => ({
      requestId,
      model: vote.models[i] ?? '',
      effect: effects.get(requestId) ?? null,
    })),
    odds: vote.odds as OddsChange | null,
  };
}
