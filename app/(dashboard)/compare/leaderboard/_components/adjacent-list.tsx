import { Link } from '@/components/ui/link';
import type { AdjacentPair } from '@/lib/engine/preference/adjacent';
import { formatPercent } from '@/lib/format';
import type { BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { boardHref } from './address';
import { formatVotesNeeded } from './board-labels';
import { BoardName } from './board-name';

const SHOWN = 4;

/** Adjacent models in the ranking without a significant difference; a row selects the pair. */
export function AdjacentList({ neighbours, address }: { neighbours: AdjacentPair[]; address: BoardAddress }) {
  if (neighbours.length === 0)
    return (
      <p className="mt-3 border-t border-line-subtle pt-3 text-meta text-text-3">
        All adjacent models in the ranking differ significantly.
      </p>
    );
  return (
    <section aria-label="Undecided adjacent models" className="mt-3 border-t border-line-subtle pt-1">
      <div aria-hidden className="flex h-6 items-center text-micro text-text-3">
        <span className="flex-1">Undecided adjacent models</span>
        <span className="w-16 text-right">confidence</span>
        <span className="w-[84px] text-right">votes needed</span>
      </div>
      <ul>
        {neighbours.slice(0, SHOWN).map(({ upper, lower, sure, votesNeeded }) => (
          <li key={`${upper} ${lower}`}>
            <Link
              href={boardHref({ ...address, first: upper, second: lower })}
              scroll={false}
              className="-mx-1 flex min-h-7 items-center rounded-sm px-1 text-meta hover:bg-hover pointer-coarse:min-h-11"
            >
              <span className="flex min-w-0 flex-1 items-center gap-1.5">
                <BoardName model={upper} className="shrink" />
                <span className="text-text-3">or</span>
                <BoardName model={lower} className="shrink" />
              </span>
              <span className="w-16 shrink-0 text-right text-text-2 tabular">
                <span className="sr-only">confidence </span>
                {formatPercent(sure)}
              </span>
              <span className="w-[84px] shrink-0 text-right font-medium tabular">
                {formatVotesNeeded(votesNeeded).replace('about ', '')}
                <span className="sr-only"> votes needed</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {neighbours.length > SHOWN && <p className="pt-1 text-meta text-text-3">{neighbours.length - SHOWN} more</p>}
    </section>
  );
}
