import { Inbox } from 'lucide-react';
import { SegmentedLinks } from '@/components/form/segmented-links';
import { buttonClass } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { canSum, filteredBy } from '@/lib/db/stats/dimensions';
import { COST_DIMENSIONS, type CostDimension } from '@/lib/services/costs/address';
import { costSeries } from '@/lib/services/costs/cost-report';
import { assignColours } from './_components/colours';
import { CostChart } from './_components/cost-chart';
import { dimensionLabel } from './_components/cost-labels';
import { costHref } from './_components/filters';
import { UnavailableCombination } from './_components/unavailable-combination';
import type { CostView } from './view';

/** Spend over time by one dimension, with a forecast to the end of the month for the month to date. */
export async function ChartPanel({ visit: { runtime }, address, range, filter, teamIds, teams, forecast }: CostView) {
  const { by } = address;
  const title = `Spend by ${by}`;
  const choice = <Dimensions address={address} filter={filter} teams={teams} />;
  if (!canSum(filter, by))
    return (
      <Card>
        <CardHeader title={title}>{choice}</CardHeader>
        <CardBody>
          <UnavailableCombination address={address} names={filteredBy(filter)} by={by} />
        </CardBody>
      </Card>
    );
  const [series, month] = await Promise.all([costSeries(runtime.database, teamIds, { range, by, filter }), forecast]);
  if (series.length === 0)
    return (
      <Card>
        <CardHeader title={title}>{choice}</CardHeader>
        <CardBody>
          <NoSpend hasFilter={filteredBy(filter).length > 0} />
        </CardBody>
      </Card>
    );
  const named = series.map((one) => ({ ...one, label: one.name === '' ? dimensionLabel(by, '') : one.label }));
  const isMonth = range.name === 'month' && month.forecast.isKnown;
  return (
    <CostChart
      title={title}
      series={assignColours(by, named)}
      labels={range.labels}
      unit={range.unit}
      timeZone={range.timeZone}
      ghosts={isMonth && month.forecast.isKnown ? month.forecast.days.map(toGhost) : []}
      address={address}
    >
      {choice}
    </CostChart>
  );
}

function toGhost(day: { day: string; expectedNanoUsd: number; lowNanoUsd: number; highNanoUsd: number }) {
  const { expectedNanoUsd, lowNanoUsd, highNanoUsd } = day;
  return { day: day.day, expectedNanoUsd, lowNanoUsd, highNanoUsd };
}

/** The dimensions that can be combined with the active filters. */
function Dimensions({ address, filter, teams }: Pick<CostView, 'address' | 'filter' | 'teams'>) {
  const isOffered = (by: CostDimension) => canSum(filter, by) && (by !== 'team' || teams > 1);
  const offered = COST_DIMENSIONS.filter((by) => by === address.by || isOffered(by));
  return (
    <SegmentedLinks
      label="Group by"
      options={offered.map((by) => ({
        href: costHref({ ...address, by }),
        label: by.charAt(0).toUpperCase() + by.slice(1),
        isCurrent: by === address.by,
      }))}
    />
  );
}

function NoSpend({ hasFilter }: { hasFilter: boolean }) {
  if (hasFilter)
    return (
      <Empty
        icon={Inbox}
        title="No spend matches these filters"
        action={
          <Link href="/costs" className={buttonClass()}>
            Remove all filters
          </Link>
        }
      >
        Remove a filter or choose another date range.
      </Empty>
    );
  return (
    <Empty
      icon={Inbox}
      title="No spend in this period"
      action={
        <Link href="/playground" className={buttonClass('primary')}>
          Open playground
        </Link>
      }
    >
      Requests appear here within a second.
    </Empty>
  );
}
