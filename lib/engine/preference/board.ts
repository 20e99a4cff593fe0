import { acceptance } from '../memory/wilson';
import { CATEGORIES, type Category } from '../types';
import { byCode, type Fit, type PairVotes } from './bradley-terry';
import { rank, type Standing } from './standings';

/** Votes between two models in one category, with names hidden or in sight. */
export interface VoteSum extends PairVotes {
  category: string;
  isBlind: boolean;
}

/** Ratings of a model's answers in one category. */
export interface RatingSum {
  model: string;
  category: string;
  said: number;
  up: number;
  down: number;
}

/** A share with its 90 % interval and what it rests on. */
export interface Share {
  mean: number;
  low: number;
  high: number;
  n: number;
}

export interface BoardEntry {
  model: string;
  /** Null for models that were rated but never voted on. */
  standing: Standing | null;
  /** Votes for it among those it was in; a tie is half a vote. */
  winRate: Share | null;
  /** Thumbs up among its ratings; neither up nor down is half. */
  approval: Share | null;
}

/** All that the leaderboard shows for a filter. */
export interface Board {
  /** Ranked ones first, the others by approval. */
  entries: BoardEntry[];
  fit: Fit;
  /** Between every two models that met; `a` is the lesser id. */
  pairs: PairVotes[];
  decided: number;
  ties: number;
  /** Votes that a filter for blind ones leaves out. */
  openVotes: number;
  ratings: number;
}

export interface BoardFilter {
  category: Category | null;
  onlyBlind: boolean;
}

/** Ranks models by votes, and says beside it what ratings say. */
export function boardOf(votes: VoteSum[], ratings: RatingSum[], { category, onlyBlind }: BoardFilter): Board {
  const isMeant = (sum: { category: string }) => category === null || sum.category === category;
  const inCategory = votes.filter(isMeant);
  const pairs = pairsOf(inCategory.filter(({ isBlind }) => isBlind || !onlyBlind));
  const rated = ratings.filter(isMeant);
  const { standings, fit } = rank(pairs);
  const ranked = standings.map((standing) => entryOf(standing.model, standing, rated));
  const voted = new Set(fit.models);
  const others = [...new Set(rated.map(({ model }) => model))].filter((model) => !voted.has(model));
  const unranked = others.map((model) => entryOf(model, null, rated)).filter(({ approval }) => approval !== null);
  return {
    entries: [...ranked, ...unranked.sort(byApproval)],
    fit,
    pairs,
    decided: total(pairs, ({ winsA, winsB }) => winsA + winsB),
    ties: total(pairs, ({ ties }) => ties),
    openVotes: onlyBlind
      ? total(
          inCategory.filter(({ isBlind }) => !isBlind),
          votesOf,
        )
      : 0,
    ratings: total(rated, ({ said }) => said),
  };
}

/** How two models did against each other, seen from the first. */
export interface Duel {
  won: number;
  lost: number;
  ties: number;
}

export function duelOf({ pairs }: Pick<Board, 'pairs'>, first: string, second: string): Duel {
  const pair = pairs.find(({ a, b }) => (a === first && b === second) || (a === second && b === first));
  if (!pair) return { won: 0, lost: 0, ties: 0 };
  const { a, winsA, winsB, ties } = pair;
  return a === first ? { won: winsA, lost: winsB, ties } : { won: winsB, lost: winsA, ties };
}

/** Who may be the best in a category: all whom votes do not put surely below another. */
export interface CategoryBest {
  category: Category;
  votes: number;
  models: string[];
}

export function bestByCategory(votes: VoteSum[], onlyBlind: boolean): CategoryBest[] {
  return CATEGORIES.map((category) => {
    const pairs = pairsOf(votes.filter((sum) => sum.category === category && (sum.isBlind || !onlyBlind)));
    const first = rank(pairs).standings.filter(({ rankFrom }) => rankFrom === 1);
    return { category, votes: total(pairs, votesOf), models: first.map(({ model }) => model) };
  });
}

/** Summed up over categories, the lesser id first. */
function pairsOf(votes: VoteSum[]): PairVotes[] {
  const sums = new Map<string, PairVotes>();
  for (const vote of votes) {
    if (vote.a === vote.b || votesOf(vote) === 0) continue;
    const { a, b, winsA, winsB, ties } = vote.a < vote.b ? vote : turned(vote);
    const known = sums.get(`${a}\n${b}`) ?? { a, b, winsA: 0, winsB: 0, ties: 0 };
    sums.set(`${a}\n${b}`, { a, b, winsA: known.winsA + winsA, winsB: known.winsB + winsB, ties: known.ties + ties });
  }
  return [...sums.values()].sort((x, y) => byCode(x.a, y.a) || byCode(x.b, y.b));
}

function turned({ a, b, winsA, winsB, ties }: PairVotes): PairVotes {
  return { a: b, b: a, winsA: winsB, winsB: winsA, ties };
}

function entryOf(model: string, standing: Standing | null, ratings: RatingSum[]): BoardEntry {
  const own = ratings.filter((sum) => sum.model === model);
  const said = total(own, (sum) => sum.said);
  const up = total(own, (sum) => sum.up);
  const down = total(own, (sum) => sum.down);
  const approval = said > 0 ? { ...acceptance(up + (said - up - down) / 2, said), n: said } : null;
  return { model, standing, winRate: standing && winRateOf(standing), approval };
}

function winRateOf({ wins, losses, ties }: Standing): Share {
  const n = wins + losses + ties;
  return { ...acceptance(wins + ties / 2, n), n };
}

function byApproval(x: BoardEntry, y: BoardEntry): number {
  return (y.approval?.mean ?? 0) - (x.approval?.mean ?? 0) || byCode(x.model, y.model);
}

function votesOf({ winsA, winsB, ties }: PairVotes): number {
  return winsA + winsB + ties;
}

function total<Item>(items: Item[], amount: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + amount(item), 0);
}
