import { z } from 'zod';
import type { UserCaller } from '../../caller';
import { columnsOf, listComparisons } from '../../db/compare/comparisons';
import { EXAMPLE_PROMPTS } from '../../engine/decide/example-prompts';
import { policyNames } from '../../engine/policy/policy';
import type { PlanContext } from '../../gateway/contexts';
import type { Runtime } from '../../runtime/runtime';
import { type ChatSettings, chatSettings, DEFAULT_CHAT_SETTINGS } from '../chat/request-from-settings';
import { decideFor, policyInForce } from '../routing/routing-report';
import type { ColumnSettings } from './comparison-view';

/** A comparison that is set up but not started. */
export interface Draft {
  columns: ColumnSettings[];
  prompt: string;
  isBlind: boolean;
}

/** Who asks for the page, and what the draft is made from. */
interface DraftInput {
  runtime: PlanContext & Pick<Runtime, 'catalog' | 'database' | 'knowledge' | 'providers'>;
  caller: UserCaller;
}

export interface FirstDraft {
  draft: Draft;
  /** What of the address could not be used, in words; null when nothing was left out. */
  note: string | null;
}

export interface DeepLink {
  models?: string;
  prompt?: string;
  blind?: string;
  /** JSON: what is set in each column beside its model, in their order. */
  parameters?: string;
}

const LONGEST_PROMPT = 100_000;
const MOST_PARAMETERS = 40;

/** What the page starts with: what its address says, else the columns of the last comparison, else two that fit. */
export async function firstDraft(input: DraftInput, link: DeepLink): Promise<FirstDraft> {
  const { runtime } = input;
  const parameters = parametersIn(link.parameters);
  const asked = (link.models ?? '')
    .split(',')
    .map((model, at) => ({ ...DEFAULT_CHAT_SETTINGS, ...parameters?.[at], model: model.trim() }))
    .filter(({ model }) => model !== '');
  const known = asked.filter(({ model }) => isKnown(runtime, model));
  const named = known.slice(0, 4);
  const usual = named.length >= 2 ? [] : await usualColumns(input);
  const columns = named.length >= 2 ? named : [...named, ...usual].slice(0, Math.max(2, usual.length));
  return {
    draft: { columns, prompt: (link.prompt ?? '').slice(0, LONGEST_PROMPT), isBlind: link.blind === '1' },
    note: noteFor(namesOf(asked), namesOf(known), parameters !== null),
  };
}

const namesOf = (columns: ChatSettings[]) => columns.map(({ model }) => model);

/** What an address sets in each column; null when that cannot be read. */
function parametersIn(json: string | undefined): ChatSettings[] | null {
  if (!json) return [];
  try {
    return z.array(chatSettings).max(MOST_PARAMETERS).parse(JSON.parse(json));
  } catch {
    return null;
  }
}

function noteFor(asked: string[], known: string[], isRead: boolean): string | null {
  const unknown = asked.filter((model) => !known.includes(model));
  const parts = [
    ...(unknown.length > 0
      ? [`${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not connected here and was left out.`]
      : []),
    ...(known.length > 4 ? ['Four columns fit side by side; the others were left out.'] : []),
    ...(isRead ? [] : ['The link’s parameters could not be read and were left out.']),
    ...(known.length === 1 ? ['The link names one column only; others stand beside it.'] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : null;
}

function isKnown(
  { catalog, providers, knowledge }: Pick<Runtime, 'catalog' | 'knowledge' | 'providers'>,
  model: string,
): boolean {
  if (model === 'auto') return true;
  if (model.startsWith('auto:')) return policyNames(knowledge.policies).includes(model.slice('auto:'.length));
  return catalog.available(new Set(providers.keys()), Date.now()).some(({ id }) => id === model);
}

async function usualColumns({ runtime, caller }: DraftInput) {
  const [last] = await listComparisons(runtime.database, caller);
  if (!last) return startingColumns({ runtime, caller });
  const columns = (await columnsOf(runtime.database, caller, last.id)).map((column) => chatSettings.parse(column));
  const connected = columns.filter(({ model }) => isKnown(runtime, model));
  return connected.length >= 2 ? connected : startingColumns({ runtime, caller });
}

/** The router against the model that it takes for the best: whether the dearer one is worth it is what people ask. */
function startingColumns({ runtime, caller }: DraftInput) {
  const policy = { ...policyInForce(runtime, 'auto'), qualityWeight: 1, latencyWeight: 0 };
  const decision = decideFor(runtime, caller, EXAMPLE_PROMPTS[5] ?? '', policy);
  const best = 'candidates' in decision ? decision.candidates[0]?.model : undefined;
  return ['auto', best ?? 'auto:best'].map((model) => ({ ...DEFAULT_CHAT_SETTINGS, model }));
}
