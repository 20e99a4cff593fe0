import { Card, CardHeader } from '@/components/ui/card';
import { classNames } from '@/components/ui/class-names';
import { Gauge, gaugeTone } from '@/components/ui/gauge';
import { Link } from '@/components/ui/link';
import { formatPercent, formatUsd } from '@/lib/format';
import type { TeamItem } from '@/lib/services/people/team-report';

/** Every team that one may see, each with the budget that binds it. */
export function TeamList({
  teams,
  currentId,
  children,
}: {
  teams: TeamItem[];
  currentId: string;
  children?: React.ReactNode;
}) {
  return (
    <Card>
      <CardHeader title="Teams" qualifier={teams.length > 1 ? teams.length : null}>
        {children}
      </CardHeader>
      <ul className="p-2">
        {teams.map((team) => (
          <li key={team.id}>
            <Link
              href={`/teams?team=${team.id}`}
              aria-current={team.id === currentId ? 'true' : undefined}
              className={classNames('block rounded-md p-2', team.id === currentId ? 'bg-selected' : 'hover:bg-hover')}
            >
              <TeamFacts team={team} />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function TeamFacts({ team: { name, people, spentNanoUsd, budget } }: { team: TeamItem }) {
  const share = budget ? shareOfLimit(budget.spentNanoUsd, budget.limitNanoUsd) : 0;
  const headcount = `${people} ${people === 1 ? 'person' : 'people'}`;
  if (!budget)
    return (
      <>
        <span className="block truncate font-medium">{name}</span>
        <span className="mt-1.5 flex justify-between gap-2 text-meta text-text-3 tabular">
          <span>{formatUsd(spentNanoUsd)} this month, no budget</span>
          <span>{headcount}</span>
        </span>
      </>
    );
  return (
    <>
      <span className={classNames('flex gap-2', gaugeTone(share))}>
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <span className={classNames('text-(--gauge-text) tabular', share >= 0.7 && 'font-medium')}>
          {formatPercent(share, 1)}
        </span>
      </span>
      <span className="my-2 block">
        <Gauge
          spent={share}
          reserved={shareOfLimit(budget.reservedNanoUsd, budget.limitNanoUsd)}
          label={`${formatPercent(share)} spent`}
        />
      </span>
      <span className="flex justify-between gap-2 text-meta text-text-3 tabular">
        <span>
          {formatUsd(budget.spentNanoUsd)} of {formatUsd(budget.limitNanoUsd)}
        </span>
        <span>{headcount}</span>
      </span>
    </>
  );
}

/** A share of the limit; 1 when the limit is zero. */
export function shareOfLimit(nanoUsd: number, limitNanoUsd: number): number {
  return limitNanoUsd > 0 ? nanoUsd / limitNanoUsd : 1;
}
