import type { UserCaller } from '../../caller';
import {
  findAnswerRequests,
  type NewTurn,
  requireOwnIfExists,
  type ThreadMessage,
  threadTo,
} from '../../db/chat/threads';
import type { RouteOptions } from '../../engine/decide/plan';
import { newId } from '../../engine/id';
import type { Decision } from '../../engine/types';
import { AppError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';
import { readFiles } from './files';
import { requestFrom, type SettledRequest } from './request-from-settings';
import { CONTINUE_INSTRUCTION, findBranchModel, joinAnswerText, toChatMessages } from './thread-messages';
import type { Asked, TurnInput } from './turn-schema';

/** Where a turn reads its conversation and the policies. */
type TurnContext = Pick<Runtime, 'database' | 'knowledge'>;

/** The request of a turn, and where its messages are stored. */
export interface PreparedTurn {
  settled: SettledRequest;
  question: NewTurn['question'];
  /** The parent message of the answer. */
  parentId: string;
  /** The text to continue; empty for a new answer. */
  before: string;
  /** Implicit feedback on an existing answer. */
  feedback: { answerId: string; requestId: string; kind: 'regenerate' | 'stronger' } | null;
}

type AskedAs<Kind extends Asked['kind']> = Extract<Asked, { kind: Kind }>;

/** Loads the branch that a turn belongs to. Throws before anything is stored or a model is called. */
export async function prepareTurn(runtime: TurnContext, caller: UserCaller, turn: TurnInput): Promise<PreparedTurn> {
  const { asked } = turn;
  if (asked.kind === 'question') return newQuestion(runtime, caller, turn, asked);
  if (asked.kind === 'answer') return anotherAnswer(runtime, caller, turn, asked);
  return continuation(runtime, caller, turn, asked);
}

async function newQuestion(
  runtime: TurnContext,
  caller: UserCaller,
  { conversationId, settings }: TurnInput,
  { messageId, parentId, text, attachments, editionOf }: AskedAs<'question'>,
): Promise<PreparedTurn> {
  const { database } = runtime;
  await requireOwnIfExists(database, caller, conversationId);
  const former = editionOf === null ? [] : await threadTo(database, caller, conversationId, editionOf);
  const files = [...(former.at(-1)?.files ?? []), ...readFiles(attachments)];
  const thread = parentId === null ? [] : await threadTo(database, caller, conversationId, parentId);
  const messages = toChatMessages([...thread, { role: 'user', content: text, files }]);
  return {
    settled: { ...requestFrom(runtime, settings, messages), ...findBranchModel(thread) },
    question: { id: messageId, parentId, content: text, files: files.map((file) => ({ ...file, id: newId('file') })) },
    parentId: messageId,
    before: '',
    feedback: null,
  };
}

async function anotherAnswer(
  runtime: TurnContext,
  caller: UserCaller,
  { conversationId, settings }: TurnInput,
  { questionId, instead, model }: AskedAs<'answer'>,
): Promise<PreparedTurn> {
  const whole = await threadTo(runtime.database, caller, conversationId, instead?.answerId ?? questionId);
  const at = whole.findIndex(({ id, role }) => id === questionId && role === 'user');
  if (at === -1) throw new AppError('not_found', 'This answer belongs to another question. Reload the page.');
  const thread = whole.slice(0, at + 1);
  const settled = { ...requestFrom(runtime, settings, toChatMessages(thread)), ...findBranchModel(thread) };
  return {
    settled: withModel(settled, model, settings.fallback),
    question: null,
    parentId: questionId,
    before: '',
    feedback: instead && implicitFeedback(whole.at(-1), instead.preference),
  };
}

/** Asking for a cheaper answer says nothing about the quality of the expensive one. */
function implicitFeedback(answer: ThreadMessage | undefined, preference: 'same' | 'cheaper' | 'stronger' | 'chosen') {
  if (!answer?.requestId || preference === 'cheaper') return null;
  const kind = preference === 'stronger' ? ('stronger' as const) : ('regenerate' as const);
  return { answerId: answer.id, requestId: answer.requestId, kind };
}

async function continuation(
  runtime: TurnContext,
  caller: UserCaller,
  { conversationId, settings }: TurnInput,
  { answerId, model }: AskedAs<'continuation'>,
): Promise<PreparedTurn> {
  const thread = await threadTo(runtime.database, caller, conversationId, answerId);
  const cut = thread.at(-1);
  const before = joinAnswerText(thread);
  if (cut?.role !== 'assistant' || !cut.requestId || !before)
    throw new AppError('invalid_request_error', 'There is nothing to continue here. Ask again instead.');
  const behind = (await findAnswerRequests(runtime.database, caller, [cut.requestId])).get(cut.requestId);
  const messages = [...toChatMessages(thread), { role: 'user' as const, content: CONTINUE_INSTRUCTION }];
  const chosen = model ?? (behind && nextAfter(behind.decision, behind)) ?? null;
  const settled = withModel(requestFrom(runtime, settings, messages), chosen, settings.fallback);
  return {
    settled: { ...settled, options: { ...settled.options, ...behindOptions(behind, chosen) } },
    question: null,
    parentId: answerId,
    before,
    feedback: null,
  };
}

/** The rest has the category of the beginning, whatever the instruction looks like; a failed model is not asked again. */
function behindOptions(
  behind: { decision: Decision; provider: string | null } | undefined,
  chosen: string | null,
): RouteOptions {
  const failed = behind?.provider;
  const isElsewhere = Boolean(failed && chosen && !chosen.startsWith('auto') && !chosen.startsWith(`${failed}/`));
  return {
    ...(behind && { category: behind.decision.category }),
    ...(failed && isElsewhere && { providers: { ignore: [failed] } }),
  };
}

/** The model that continues when none is chosen: the next candidate, preferably of another provider. */
function nextAfter({ candidates }: Decision, failed: { provider: string | null; model: string | null }): string | null {
  const next =
    candidates.find(({ provider }) => provider !== failed.provider) ??
    candidates.find(({ model }) => model !== failed.model);
  return next?.model ?? null;
}

/** The same request to one other model, which does not become the conversation's model. */
function withModel(settled: SettledRequest, model: string | null, fallback: boolean): SettledRequest {
  if (model === null) return settled;
  const { policy: _policy, ...rest } = settled;
  const { parallel: _parallel, consensus: _consensus, ...options } = settled.options;
  return {
    ...rest,
    request: { ...settled.request, model },
    // A pinned model falls back too, so that its decision shows which other models could have answered.
    options: { ...options, fallback },
    isSticky: false,
  };
}
