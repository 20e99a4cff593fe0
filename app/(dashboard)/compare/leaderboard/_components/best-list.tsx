import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { CategoryBest } from '@/lib/engine/preference/board';
import { formatCount } from '@/lib/format';
import type { BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { boardHref } from './address';
import { briefNames } from './board-labels';
import { BoardName } from './board-name';

const SHOWN = 3;

interface BestListProps {
  best: CategoryBest[];
  /** Every model with votes, so that a short name is unique among them. */
  voted: string[];
  address: BoardAddress;
}

/** The models that may rank first in each category. */
export function BestList({ best, voted, address }: BestListProps) {
  const brief = briefNames(voted);
  return (
    <Card>
      <CardHeader title="Best by category" qualifier="models that may rank first" />
      <CardBody>
        <ul>
          {best.map(({ category, votes, models }) => (
            <li key={category} className="border-t border-line-subtle py-2.5 first:border-t-0 first:pt-0 last:pb-0">
              <p className="flex items-baseline justify-between gap-2">
                <Link
                  href={boardHref({ ...address, category })}
                  className="text-meta font-medium touch-target hover:underline"
                >
                  {category}
                </Link>
                <span className="text-meta text-text-3 tabular">
                  {votes === 0 ? 'no votes' : `${formatCount(votes)} ${votes === 1 ? 'vote' : 'votes'}`}
                </span>
              </p>
              {models.length > 0 && (
                <p className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-meta text-text-2">
                  {models.slice(0, SHOWN).map((model) => (
                    <BoardName key={model} model={model} brief={brief.get(model)} />
                  ))}
                  {models.length > SHOWN && <span className="text-text-3">{models.length - SHOWN} more</span>}
                </p>
              )}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
