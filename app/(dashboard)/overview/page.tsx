import type { Metadata } from 'next';
import { Suspense } from 'react';
import { RangePicker } from '@/components/form/range-picker';
import { PageBody, PageHeader } from '@/components/shell/page';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { PanelErrorBoundary } from '@/components/ui/panel-error';
import { TileSkeleton } from '@/components/ui/tile';
import { pageCaller } from '@/lib/auth/guards';
import { resolveRange } from '@/lib/db/stats/range';
import { rangeSchema } from '@/lib/time-range';
import { LatestPanel, LatestSkeleton } from './latest-panel';
import { SpendPanel, SpendSkeleton } from './spend-panel';
import { TilesPanel } from './tiles-panel';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage({ searchParams }: { searchParams: Promise<{ range?: string }> }) {
  const visit = await pageCaller();
  const name = rangeSchema.parse((await searchParams).range);
  const range = await resolveRange(visit.runtime.database, visit.caller.teamId, name, Date.now());
  return (
    <>
      {visit.runtime.sandbox && <SandboxBanner isAlone={visit.runtime.providers.size === 1} />}
      <PageHeader title="Overview" purpose="Spend, savings and recent requests.">
        <RangePicker current={range.name} path="/overview" />
      </PageHeader>
      <PageBody>
        <PanelErrorBoundary title="Totals">
          <div className="grid grid-cols-4 gap-4 max-[1024px]:grid-cols-2 max-[640px]:gap-3">
            <Suspense key={range.name} fallback={[1, 2, 3, 4].map((key) => <TileSkeleton key={key} />)}>
              <TilesPanel visit={visit} range={range} />
            </Suspense>
          </div>
        </PanelErrorBoundary>
        <PanelErrorBoundary title="Spend">
          <Suspense key={range.name} fallback={<SpendSkeleton />}>
            <SpendPanel visit={visit} range={range} />
          </Suspense>
        </PanelErrorBoundary>
        <PanelErrorBoundary title="Recent requests">
          <Suspense fallback={<LatestSkeleton />}>
            <LatestPanel visit={visit} />
          </Suspense>
        </PanelErrorBoundary>
      </PageBody>
    </>
  );
}
