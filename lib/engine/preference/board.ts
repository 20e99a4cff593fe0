import { wilsonInterval } from '../memory/wilson';
import { CATEGORIES, type Category } from '../types';
import { byCode, type Fit, type PairVotes } from './bradley-terry';
import { rank, type Standing } from './standings';

/** Votes between two models in one category, with hidden or visible names. */
export interface VoteSum extends PairVotes {
  category: string;
  isBlind: boolean;
}

/** Ratings of a model's answers in one category. */
export interface RatingSum {
  model: string;
  category: string;
  rated: number;
  up: number;
  down: number;
}

/** A share, 0..1, with its 90 % interval and sample size. */
export interface Share {
  mean: number;
  low: number;
  high: number;
  n: number;
}

export interface BoardEntry {
  model: string;
  /** Null for models with ratings but no votes. */
  standing: Standing | null;
  /** Share of its votes won; a tie is half a win. */
  winRate: Share | null;
  /** Share of positive ratings; a neutral rating counts half. */
  approval: Share | null;
}

/** The leaderboard for a filter. */
export interface Board {
  /** Ranked models first, then the others by approval. */
  entries: BoardEntry[];
  fit: Fit;
  /** Vote counts of every pair; `a` is the alphabetically first id. */
  pairs: PairVotes[];
  decided: number;
  ties: number;
  /** Votes with visible names, which the blind filter excludes. */
  openVotes: number;
  ratings: number;
}

export interface BoardFilter {
  category: Category | null;
  onlyBlind: boolean;
}

/** Builds the leaderboard: ranks by votes, with approval from ratings next to them. */
export function buildBoard(votes: VoteSum[], ratings: RatingSum[], { category, onlyBlind }: BoardFilter): Board {
  const matches = (sum: { category: string }) => category === null || sum.category === category;
  const inCategory = votes.filter(matches);
  const pairs = sumPairs(inCategory.filter(({ isBlind }) => isBlind || !onlyBlind));
  const rated = ratings.filter(matches);
  const { standings, fit } = rank(pairs);
  const ranked = standings.map((standing) => buildEntry(standing.model, standing, rated));
  const voted = new Set(fit.models);
  const others = [...new Set(rated.map(({ model }) => model))].filter((model) => !voted.has(model));
  const unranked = others.map((model) => buildEntry(model, null, rated)).filter(({ approval }) => approval !== null);
  return {
    entries: [...ranked, ...unranked.sort(byApproval)],
    fit,
    pairs,
    decided: total(pairs, ({ winsA, winsB }) => winsA + winsB),
    ties: total(pairs, ({ ties }) => ties),
    openVotes: onlyBlind
      ? total(
          inCategory.filter(({ isBlind }) => !isBlind),
          countVotes,
        )
      : 0,
    ratings: total(rated, (sum) => sum.rated),
  };
}

/** Results between two models, from the first one's view. */
export interface Duel {
  won: number;
  lost: number;
  ties: number;
}

export function headToHead({ pairs }: Pick<Board, 'pairs'>, first: string, second: string): Duel {
  const pair = pairs.find(({ a, b }) => (a === first && b === second) || (a === second && b === first));
  if (!pair) return { won: 0, lost: 0, ties: 0 };
  const { a, winsA, winsB, ties } = pair;
  return a === first ? { won: winsA, lost: winsB, ties } : { won: winsB, lost: winsA, ties };
}

/** The models that may be the best of a category: no other is significantly better. */
export interface CategoryBest {
  category: Category;
  votes: number;
  models: string[];
}

export function bestByCategory(votes: VoteSum[], onlyBlind: boolean): CategoryBest[] {
  return CATEGORIES.map((category) => {
    const pairs = sumPairs(votes.filter((sum) => sum.category === category && (sum.isBlind || !onlyBlind)));
    const first = rank(pairs).standings.filter(({ rankFrom }) => rankFrom === 1);
    return { category, votes: total(pairs, countVotes), models: first.map(({ model }) => model) };
  });
}

/** Sums votes over categories, with the alphabetically first id as `a`. */
function sumPairs(votes: VoteSum[]): PairVotes[] {
  const sums = new Map<string, PairVotes>();
  for (const vote of votes) {
    if (vote.a === vote.b || countVotes(vote) === 0) continue;
    const { a, b, winsA, winsB, ties } = vote.a < vote.b ? vote : flipped(vote);
    const known = sums.get(`${a}\n${b}`) ?? { a, b, winsA: 0, winsB: 0, ties: 0 };
    sums.set(`${a}\n${b}`, { a, b, winsA: known.winsA + winsA, winsB: known.winsB + winsB, ties: known.ties + ties });
  }
  return [...sums.values()].sort((x, y) => byCode(x.a, y.a) || byCode(x.b, y.b));
}

function flipped({ a, b, winsA, winsB, ties }: PairVotes): PairVotes {
  return { a: b, b: a, winsA: winsB, winsB: winsA, ties };
}

function buildEntry(model: string, standing: Standing | null, ratings: RatingSum[]): BoardEntry {
  const own = ratings.filter((sum) => sum.model === model);
  const count = total(own, (sum) => sum.rated);
  const up = total(own, (sum) => sum.up);
  const down = total(own, (sum) => sum.down);
  const approval = count > 0 ? { ...wilsonInterval(up + (count - up - down) / 2, count), n: count } : null;
  return { model, standing, winRate: standing && computeWinRate(standing), approval };
}

function computeWinRate({ wins, losses, ties }: Standing): Share {
  const n = wins + losses + ties;
  return { ...wilsonInterval(wins + ties / 2, n), n };
}

function byApproval(x: BoardEntry, y: BoardEntry): number {
  return (y.approval?.mean ?? 0) - (x.approval?.mean ?? 0) || byCode(x.model, y.model);
}

function countVotes({ winsA, winsB, ties }: PairVotes): number {
  return winsA + winsB + ties;
}

function total<Item>(items: Item[], amount: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + amount(item), 0);
}
