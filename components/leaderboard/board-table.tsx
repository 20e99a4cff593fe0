import type { BoardEntry, Share } from '../../lib/engine/preference/board';
import { formatCount, formatPercent, formatPercentRange } from '../../lib/format';
import { BoardName } from './board-name';
import { intervalWords, pointsWords, rankWords } from './words';

const HEAD = 'h-8 px-2 text-right font-medium whitespace-nowrap first:pl-0 last:pr-0';
const CELL = 'h-9 border-t border-line-subtle px-2 text-right whitespace-nowrap first:pl-0 last:pr-0';

/** Every figure of every model; on a phone it scrolls under the models' names. */
export function BoardTable({ entries }: { entries: BoardEntry[] }) {
  return (
    <section
      aria-label="The leaderboard as a table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
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
            <th scope="col" className={HEAD}>
              Rank
            </th>
            <th scope="col" className={HEAD}>
              Points
            </th>
            <th scope="col" className={HEAD}>
              90 % interval
            </th>
            <th scope="col" className={HEAD}>
              Won
            </th>
            <th scope="col" className={HEAD}>
              Lost
            </th>
            <th scope="col" className={HEAD}>
              Tied
            </th>
            <th scope="col" className={HEAD}>
              Win rate
            </th>
            <th scope="col" className={HEAD}>
              Approval
            </th>
            <th scope="col" className={HEAD}>
              Ratings
            </th>
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

function Row({ entry: { model, standing, winRate, approval } }: { entry: BoardEntry }) {
  return (
    <tr>
      <th scope="row" className={`${CELL} sticky left-0 max-w-[180px] bg-surface text-left! font-normal`}>
        <BoardName model={model} className="max-w-full" />
      </th>
      <td className={CELL}>{standing ? rankWords(standing) : '–'}</td>
      <td className={`${CELL} font-medium`}>{standing ? pointsWords(standing.points) : '–'}</td>
      <td className={`${CELL} text-text-2`}>{standing ? intervalWords(standing) : '–'}</td>
      <td className={CELL}>{standing ? formatCount(standing.wins) : '–'}</td>
      <td className={CELL}>{standing ? formatCount(standing.losses) : '–'}</td>
      <td className={CELL}>{standing ? formatCount(standing.ties) : '–'}</td>
      <td className={CELL}>
        <ShareCell share={winRate} />
      </td>
      <td className={CELL}>
        <ShareCell share={approval} />
      </td>
      <td className={CELL}>{approval ? formatCount(approval.n) : '–'}</td>
    </tr>
  );
}

function ShareCell({ share }: { share: Share | null }) {
  if (!share) return '–';
  return (
    <>
      {formatPercent(share.mean)} <span className="text-text-3">({formatPercentRange(share.low, share.high)})</span>
    </>
  );
}
