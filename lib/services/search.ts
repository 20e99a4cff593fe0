import type { UserCaller } from '../caller';
import { type ConversationSummary, listConversations, searchWords } from '../db/chat/conversation-list';
import { type RequestSummary, searchRequests } from '../db/ledger/requests';
import { listTeams } from '../db/teams/teams';
import { isRetired } from '../engine/catalog/catalog';
import type { BreakerState } from '../engine/resilience/breaker';
import type { Runtime } from '../runtime/runtime';
import { liveStates } from './providers/live-states';

/** What a search leads to, beside pages and actions. */
export interface Findings {
  chats: ConversationSummary[];
  requests: RequestSummary[];
  models: FoundModel[];
  teams: FoundTeam[];
  /** The server's clock, epoch ms: breakers' times are its. */
  at: number;
}

export interface FoundModel {
  id: string;
  provider: string;
  name: string;
  isRetired: boolean;
  /** Null: closed, as it should be. */
  tripped: BreakerState | null;
}

export interface FoundTeam {
  id: string;
  name: string;
  people: number;
  spentNanoUsd: number;
}

const MOST_CHATS = 6;
const MOST_OTHERS = 4;
/** One letter is in everything. */
const FEWEST_LETTERS = 2;

/** What the caller may see that holds every word of a search; without one, the chats touched last. */
export async function findEverywhere(
  runtime: Pick<Runtime, 'database' | 'breaker' | 'catalog' | 'providers' | 'sandbox'>,
  caller: UserCaller,
  search: string,
): Promise<Findings> {
  const words = searchWords(search).map((word) => word.toLowerCase());
  const isWide = words.some((word) => word.length >= FEWEST_LETTERS);
  const [{ entries: chats }, requests, teams] = await Promise.all([
    listConversations(runtime.database, caller, { search, limit: MOST_CHATS }),
    isWide ? searchRequests(runtime.database, caller, words, MOST_OTHERS) : [],
    isWide ? teamsNamed(runtime, caller, words) : [],
  ]);
  const { at, breakers } = liveStates(runtime);
  return { chats, requests, models: isWide ? modelsNamed(runtime, words, { at, breakers }) : [], teams, at };
}

function modelsNamed(
  { catalog, providers }: Pick<Runtime, 'catalog' | 'providers'>,
  words: string[],
  { at, breakers }: Pick<ReturnType<typeof liveStates>, 'at' | 'breakers'>,
): FoundModel[] {
  return catalog
    .all()
    .filter(({ id, provider }) => providers.has(provider) && holdsAll(id, words))
    .slice(0, MOST_OTHERS)
    .map((model) => ({
      id: model.id,
      provider: model.provider,
      name: model.name,
      isRetired: isRetired(model, at),
      tripped: breakers[model.id] ?? null,
    }));
}

async function teamsNamed(
  { database }: Pick<Runtime, 'database'>,
  caller: UserCaller,
  words: string[],
): Promise<FoundTeam[]> {
  const teams = await listTeams(database, caller);
  return teams
    .filter(({ name }) => holdsAll(name, words))
    .slice(0, MOST_OTHERS)
    .map(({ id, name, people, spentNanoUsd }) => ({ id, name, people, spentNanoUsd }));
}

function holdsAll(text: string, words: string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
