import type { BoardEntry, Share } from '@/lib/engine/preference/board';
import { formatPercent } from '@/lib/format';
import { type BoardAxis, pointsAxis, SHARE_AXIS } from './axis';
import { formatStrength } from './board-labels';

interface Interval {
  value: number;
  low: number;
  high: number;
  n: number;
}

/** One way to rank models. */
export interface Measure {
  value: 'strength' | 'win-rate' | 'approval';
  title: string;
  /** How it is calculated. */
  qualifier: string;
  /** Accessible name of the list. */
  label: string;
  head: string;
  counts: string;
  of: (entry: BoardEntry) => Interval | null;
  axisFor: (entries: BoardEntry[]) => BoardAxis;
  format: (value: number) => string;
  formatTick: (value: number) => string;
  /** The neutral value. */
  middle: number | null;
  note: string;
}

const shares = {
  axisFor: () => SHARE_AXIS,
  format: (share: number) => formatPercent(share),
  formatTick: (share: number) => formatPercent(share),
};

export const MEASURES: Measure[] = [
  {
    value: 'strength',
    title: 'Strength',
    qualifier: 'Bradley-Terry, 90 % interval',
    label: 'Models by strength',
    head: 'Points',
    counts: 'votes',
    of: ({ standing, winRate }) =>
      standing && { value: standing.points, low: standing.low, high: standing.high, n: winRate?.n ?? 0 },
    axisFor: (entries) => pointsAxis(entries.flatMap(({ standing }) => standing ?? [])),
    format: formatStrength,
    formatTick: formatStrength,
    middle: 1_000,
    note: '1,000 is the average. A lead of 100 points wins about 64 of 100 votes; a lead of 200, about 76. A rank is a range where the difference is not significant. A vote for one of n answers counts as a win over each of the others.',
  },
  {
    value: 'win-rate',
    title: 'Win rate',
    qualifier: 'votes won, Wilson 90 % interval',
    label: 'Models by win rate',
    head: 'Won',
    counts: 'votes',
    of: ({ winRate }) => winRate && toInterval(winRate),
    ...shares,
    middle: 0.5,
    note: 'A tie counts as half a win. Not adjusted for opponents: a model that met weaker models wins more often. Strength accounts for that.',
  },
  {
    value: 'approval',
    title: 'Approval',
    qualifier: 'thumbs up among ratings, Wilson 90 % interval',
    label: 'Models by approval',
    head: 'Up',
    counts: 'ratings',
    of: ({ approval }) => approval && toInterval(approval),
    ...shares,
    middle: null,
    note: 'Ratings of single answers from the playground, request pages and the API. Models answered different prompts, so this shows satisfaction, not which model is better.',
  },
];

function toInterval({ mean, low, high, n }: Share): Interval {
  return { value: mean, low, high, n };
}
