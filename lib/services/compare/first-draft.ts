import { z } from 'zod';
import type { UserCaller } from '../../caller';
import { findColumns, listComparisons } from '../../db/compare/comparisons';
import { EXAMPLE_PROMPTS } from '../../engine/decide/example-prompts';
import { policyNames } from '../../engine/policy/policy';
import type { PlanRuntime } from '../../gateway/run';
import type { Runtime } from '../../runtime/runtime';
import { type ChatSettings, chatSettings, DEFAULT_CHAT_SETTINGS } from '../chat/request-from-settings';
import { activePolicy, decideFor } from '../routing/routing-report';
import type { ColumnSettings } from './comparison-view';

/** A comparison that is set up but not started. */
export interface Draft {
  columns: ColumnSettings[];
  prompt: string;
  isBlind: boolean;
}

/** Who asks for the page, and what the draft is made from. */
interface DraftInput {
  runtime: PlanRuntime & Pick<Runtime, 'catalog' | 'database' | 'knowledge' | 'providers'>;
  caller: UserCaller;
}

export interface FirstDraft {
  draft: Draft;
  /** What of the link could not be used; null when everything was. */
  note: string | null;
}

export interface DeepLink {
  models?: string;
  prompt?: string;
  blind?: string;
  /** JSON array of each column's settings except its model. */
  parameters?: string;
}

const LONGEST_PROMPT = 100_000;
const MOST_PARAMETERS = 40;

/** The page's initial draft: from its link, else the columns of the last comparison, else two default columns. */
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
    note: noteFor(listModels(asked), listModels(known), parameters !== null),
  };
}

const listModels = (columns: ChatSettings[]) => columns.map(({ model }) => model);

/** The columns' settings in a link; null when they are invalid. */
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
    ...(known.length > 4 ? ['A comparison has at most four columns; the others were left out.'] : []),
    ...(isRead ? [] : ['The link’s parameters are invalid and were left out.']),
    ...(known.length === 1 ? ['The link names only one column; another one was added.'] : []),
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
  const columns = (await findColumns(runtime.database, caller, last.id)).map((column) => chatSettings.parse(column));
  const connected = columns.filter(({ model }) => isKnown(runtime, model));
  return connected.length >= 2 ? connected : startingColumns({ runtime, caller });
}

/** The router against the model that it rates best, to see whether the more expensive one is worth it. */
function startingColumns({ runtime, caller }: DraftInput) {
  const policy = { ...activePolicy(runtime, 'auto'), qualityWeight: 1, latencyWeight: 0 };
  const decision = decideFor(runtime, caller, EXAMPLE_PROMPTS[5] ?? '', policy);
  const best = 'candidates' in decision ? decision.candidates[0]?.model : undefined;
  return ['auto', best ?? 'auto:best'].map((model) => ({ ...DEFAULT_CHAT_SETTINGS, model }));
}
