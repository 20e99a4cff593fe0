import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PageBody, PageHeader } from '@/components/shell/page';
import { Card, CardBody } from '@/components/ui/card';
import { PanelErrorBoundary } from '@/components/ui/panel-error';
import { pageCaller, type Visit } from '@/lib/auth/guards';
import { isAdmin } from '@/lib/caller';
import { baselineChoice } from '@/lib/db/budgets/baseline';
import { resolveCostRange } from '@/lib/db/stats/cost-range';
import { canSum, filteredBy } from '@/lib/db/stats/dimensions';
import { visibleTeams } from '@/lib/db/teams/team-access';
import { addressSchema, toRangeQuery, toSumFilter } from '@/lib/services/costs/address-schema';
import { costForecast } from '@/lib/services/costs/cost-forecast';
import { BaselineDialog } from './_components/baseline-dialog';
import { CostExport } from './_components/cost-export';
import { CostStripSkeleton } from './_components/cost-strip';
import { UnavailableCombination } from './_components/unavailable-combination';
import { setBaselineAction } from './actions';
import { BudgetsPanel } from './budgets-panel';
import { BurnPanel } from './burn-panel';
import { ChartPanel } from './chart-panel';
import { FiltersPanel } from './filters-panel';
import { ScheduledPanel } from './scheduled-panel';
import { ChartSkeleton, TableSkeleton } from './skeletons';
import { TablePanel } from './table-panel';
import { TilesPanel } from './tiles-panel';
import type { CostView } from './view';

export const metadata: Metadata = { title: 'Costs' };

export default async function CostsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const visit = await pageCaller();
  const address = addressSchema.parse(await searchParams);
  const visibleTeamIds = await visibleTeams(visit.runtime.database, visit.caller);
  const teamIds = address.by === 'team' ? visibleTeamIds : visit.caller.teamId;
  const filter = toSumFilter(address);
  const { runtime, caller } = visit;
  const now = Date.now();
  const range = await resolveCostRange(runtime.database, caller.teamId, toRangeQuery(address), now);
  const isSupported = canSum(filter);
  const forecast = costForecast(runtime, { teamId: caller.teamId, teamIds }, isSupported ? filter : {}, now);
  // The panels that await it show the error; this avoids an unhandled rejection until then.
  forecast.catch(() => undefined);
  const view: CostView = { visit, address, range, filter, teamIds, teams: visibleTeamIds.length, forecast };
  return (
    <>
      <PageHeader title="Costs" purpose="Spend by provider, model, category, key and team.">
        <Suspense fallback={<span className="skeleton h-8 w-36" />}>
          <Baseline visit={visit} />
        </Suspense>
        <CostExport address={address} canGroup={canSum(filter, address.by)} />
      </PageHeader>
      <PageBody>
        <FiltersPanel {...view} />
        {isSupported ? (
          <Panels view={view} />
        ) : (
          <Card>
            <CardBody>
              <UnavailableCombination address={address} names={filteredBy(filter)} />
            </CardBody>
          </Card>
        )}
      </PageBody>
    </>
  );
}

function Panels({ view }: { view: CostView }) {
  const { by } = view.address;
  return (
    <>
      <PanelErrorBoundary title="Figures">
        <Suspense fallback={<CostStripSkeleton />}>
          <TilesPanel {...view} />
        </Suspense>
      </PanelErrorBoundary>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-4 max-[1100px]:grid-cols-1 max-[640px]:gap-3">
        <PanelErrorBoundary title={`Spend by ${by}`}>
          <Suspense fallback={<ChartSkeleton title={`Spend by ${by}`} />}>
            <ChartPanel {...view} />
          </Suspense>
        </PanelErrorBoundary>
        <PanelErrorBoundary title="Month to date">
          <Suspense fallback={<ChartSkeleton title="Month to date" />}>
            <BurnPanel {...view} />
          </Suspense>
        </PanelErrorBoundary>
      </div>
      <PanelErrorBoundary title="Scheduled prices">
        <Suspense>
          <ScheduledPanel forecast={view.forecast} />
        </Suspense>
      </PanelErrorBoundary>
      <PanelErrorBoundary title={`By ${by}`}>
        <Suspense fallback={<TableSkeleton title={`By ${by}`} />}>
          <TablePanel {...view} />
        </Suspense>
      </PanelErrorBoundary>
      <PanelErrorBoundary title="Active budgets">
        <Suspense>
          <BudgetsPanel visit={view.visit} />
        </Suspense>
      </PanelErrorBoundary>
    </>
  );
}

async function Baseline({ visit: { runtime, caller } }: { visit: Visit }) {
  const current = await baselineChoice(runtime.database, caller.teamId);
  const models = runtime.catalog.available(new Set(runtime.providers.keys()), Date.now()).map(({ id }) => id);
  return <BaselineDialog current={current} models={models.sort()} onSet={isAdmin(caller) ? setBaselineAction : null} />;
}
