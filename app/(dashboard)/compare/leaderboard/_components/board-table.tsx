import type { ReactNode } from 'react';
import type { BoardEntry, Share } from '@/lib/engine/preference/board';
import { formatCount, formatPercent, formatPercentRange } from '@/lib/format';
import { formatInterval, formatRank, formatStrength } from './board-labels';
import { BoardName } from './board-name';

const HEAD = 'h-8 px-2 text-right font-medium whitespace-nowrap first:pl-0 last:pr-0';
const CELL = 'h-9 border-t border-line-subtle px-2 text-right whitespace-nowrap first:pl-0 last:pr-0';

interface Column {
  head: string;
  className?: string;
  /** Null without votes or ratings. */
  figure: (entry: BoardEntry) => ReactNode;
}

const COLUMNS: Column[] = [
  { head: 'Rank', figure: ({ standing }) => standing && formatRank(standing) },
  { head: 'Points', className: 'font-medium', figure: ({ standing }) => standing && formatStrength(standing.points) },
  { head: '90 % interval', className: 'text-text-2', figure: ({ standing }) => standing && formatInterval(standing) },
  { head: 'Wins', figure: ({ standing }) => standing && formatCount(standing.wins) },
  { head: 'Losses', figure: ({ standing }) => standing && formatCount(standing.losses) },
  { head: 'Ties', figure: ({ standing }) => standing && formatCount(standing.ties) },
  { head: 'Win rate', figure: ({ winRate }) => withInterval(winRate) },
  { head: 'Approval', figure: ({ approval }) => withInterval(approval) },
  { head: 'Ratings', figure: ({ approval }) => approval && formatCount(approval.n) },
];

/** All figures of every model; on a phone it scrolls beneath the fixed model names. */
export function BoardTable({ entries }: { entries: BoardEntry[] }) {
  return (
    <section
      aria-label="The leaderboard as a table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard.
      tabIndex={0}
      className="relative overflow-x-auto"
    >
      <table className="w-full border-collapse text-meta tabular">
        <caption className="sr-only">Models by strength, win rate and approval</caption>
        <thead>
          <tr className="text-text-3">
            <th scope="col" className={`${HEAD} sticky left-0 bg-surface text-left!`}>
              Model
            </th>
            {COLUMNS.map(({ head }) => (
              <th key={head} scope="col" className={HEAD}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row key={entry.model} entry={entry} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ entry }: { entry: BoardEntry }) {
  return (
    <tr>
      <th scope="row" className={`${CELL} sticky left-0 max-w-[180px] bg-surface text-left! font-normal`}>
        <BoardName model={entry.model} className="max-w-full" />
      </th>
      {COLUMNS.map(({ head, className = '', figure }) => (
        <td key={head} className={`${CELL} ${className}`}>
          {figure(entry) ?? '–'}
        </td>
      ))}
    </tr>
  );
}

function withInterval(share: Share | null): ReactNode {
  if (!share) return null;
  return (
    <>
      {formatPercent(share.mean)} <span className="text-text-3">({formatPercentRange(share.low, share.high)})</span>
    </>
  );
}
