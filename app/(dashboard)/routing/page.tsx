import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { Card } from '@/components/ui/card';
import { PanelErrorBoundary } from '@/components/ui/panel-error';
import { pageCaller } from '@/lib/auth/guards';
import { isAdmin } from '@/lib/caller';
import { listVersions, type PolicyVersion } from '@/lib/db/learning/policies';
import type { Policy } from '@/lib/engine/policy/policy';
import {
  activePolicy,
  policyChoices,
  references,
  unsavedPolicy,
  type WhatIf,
  whatIf,
} from '@/lib/services/routing/routing-report';
import { toForm } from './_components/studio/policy';
import { policyAsked } from './_components/studio/policy-name';
import { Studio } from './_components/studio/studio';
import type { SavedVersion } from './_components/studio/versions-dialog';
import { AccuracyPanels } from './accuracy-panels';
import { previewAction, savePolicyAction, tryPromptsAction } from './actions';
import { LearnedPanel } from './learned-panel';

export const metadata: Metadata = { title: 'Routing' };

export default async function RoutingPage({ searchParams }: { searchParams: Promise<{ policy?: string }> }) {
  const visit = await pageCaller();
  const name = policyAsked((await searchParams).policy);
  const { runtime, caller } = visit;
  const [versions, estimate] = await Promise.all([
    listVersions(runtime.database, name),
    whatIf(runtime, caller, activePolicy(runtime, name)),
  ]);
  return (
    <>
      {runtime.sandbox && <SandboxBanner isAlone={runtime.providers.size === 1} />}
      <Studio
        key={name}
        name={name}
        names={policyChoices(runtime)}
        versions={[...versions.map(toSaved), toSaved(unsavedPolicy(runtime, name))]}
        points={estimate.points}
        singles={estimate.singles}
        basis={describeBasis(estimate)}
        references={references(runtime)}
        mayChange={isAdmin(caller)}
        onPreview={previewAction}
        onSave={savePolicyAction}
        onTry={tryPromptsAction}
      >
        <PanelErrorBoundary title="Accuracy">
          <AccuracyPanels visit={visit} />
        </PanelErrorBoundary>
        <PanelErrorBoundary title="Recently learned">
          <Suspense fallback={<Card className="skeleton h-40">{null}</Card>}>
            <LearnedPanel visit={visit} />
          </Suspense>
        </PanelErrorBoundary>
      </Studio>
    </>
  );
}

function toSaved(policy: Policy & Partial<Pick<PolicyVersion, 'createdAt' | 'createdBy'>>): SavedVersion {
  const { version, createdAt, createdBy } = policy;
  return { version, at: createdAt?.toISOString() ?? null, by: createdBy ?? null, form: toForm(policy) };
}

function describeBasis({ situations, isExample }: WhatIf): string {
  return isExample ? `${situations} example prompts` : `your last ${situations} requests`;
}
