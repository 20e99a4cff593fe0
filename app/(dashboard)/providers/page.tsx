import { FlaskConical } from 'lucide-react';
import type { Metadata } from 'next';
import { type ReactNode, Suspense } from 'react';
import { PageBody, PageHeader } from '@/components/shell/page';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { buttonClass } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PanelErrorBoundary } from '@/components/ui/panel-error';
import { pageCaller } from '@/lib/auth/guards';
import { liveStates } from '@/lib/services/providers/live-states';
import { recentWindowSchema } from '@/lib/time-range';
import { LiveStatesProvider } from './_components/health/live-states';
import { ChaosPanel } from './chaos-panel';
import { ConnectionsPanel } from './connections-panel';
import { DeadlinesPanel } from './deadlines-panel';
import { FailuresPanel } from './failures-panel';
import { HealthPanel, HealthSkeleton } from './health-panel';
import { ModelsPanel } from './models-panel';

export const metadata: Metadata = { title: 'Providers' };

/** Operations page: provider health, recent failures with reasons, and controls. */
export default async function ProvidersPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const visit = await pageCaller();
  const { runtime } = visit;
  const { window: requested, model } = await searchParams;
  const window = recentWindowSchema.parse(requested);
  return (
    <LiveStatesProvider initial={liveStates(runtime)}>
      {runtime.sandbox && <SandboxBanner isAlone={runtime.providers.size === 1} />}
      <PageHeader title="Providers" purpose="Health, failures, timeouts and models of your providers.">
        {runtime.sandbox && (
          <a href="#chaos-lab" className={buttonClass()}>
            <FlaskConical size={14} /> Chaos lab
          </a>
        )}
      </PageHeader>
      <PageBody>
        <Panel title="Health" fallback={<HealthSkeleton />}>
          <HealthPanel visit={visit} window={window} />
        </Panel>
        <Panel title="Recent failures">
          <FailuresPanel visit={visit} />
        </Panel>
        <Panel title="Timeouts">
          <DeadlinesPanel visit={visit} />
        </Panel>
        {runtime.sandbox && (
          <div id="chaos-lab" className="scroll-mt-16">
            <ChaosPanel visit={visit} />
          </div>
        )}
        <ConnectionsPanel runtime={runtime} />
        <ModelsPanel runtime={runtime} marked={model} />
      </PageBody>
    </LiveStatesProvider>
  );
}

const SKELETON = <Card className="skeleton h-40">{null}</Card>;

/** A card with its own loading and error state. */
function Panel({ title, fallback = SKELETON, children }: { title: string; fallback?: ReactNode; children: ReactNode }) {
  return (
    <PanelErrorBoundary title={title}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </PanelErrorBoundary>
  );
}
