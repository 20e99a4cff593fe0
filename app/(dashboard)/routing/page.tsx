import type { Metadata } from 'next';
import { Suspense } from 'react';
import { toForm } from '@/components/routing/policy';
import { Studio } from '@/components/routing/studio';
import type { SavedVersion } from '@/components/routing/versions-dialog';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { Card } from '@/components/ui/card';
import { PanelErrorBoundary } from '@/components/ui/panel-error';
import { pageCaller } from '@/lib/auth/doormen';
import { isAdmin } from '@/lib/caller';
import { type PolicyVersion, versionsOf } from '@/lib/db/policies';
import { WORKSPACE_POLICY } from '@/lib/engine/policy/policy';
import { references, shippedPolicy, type WhatIf, whatIf, workspacePolicy } from '@/lib/gateway/routing-report';
import { AccuracyPanels } from './accuracy-panels';
import { previewAction, savePolicyAction, tryPromptsAction } from './actions';
import { LearnedPanel } from './learned-panel';

export const metadata: Metadata = { title: 'Routing' };

export default async function RoutingPage() {
  const visit = await pageCaller();
  const { runtime, caller } = visit;
  const [versions, outlook] = await Promise.all([
    versionsOf(runtime.database, WORKSPACE_POLICY),
    whatIf(runtime, caller, workspacePolicy(runtime)),
  ]);
  return (
    <>
      {runtime.sandbox && <SandboxBanner isAlone={runtime.providers.size === 1} />}
      <Studio
        versions={toSaved(versions)}
        points={outlook.points}
        singles={outlook.singles}
        basis={basisOf(outlook)}
        references={references(runtime)}
        mayChange={isAdmin(caller)}
        onPreview={previewAction}
        onSave={savePolicyAction}
        onTry={tryPromptsAction}
      >
        <PanelErrorBoundary title="Accuracy">
          <AccuracyPanels visit={visit} />
        </PanelErrorBoundary>
        <PanelErrorBoundary title="What memory learned lately">
          <Suspense fallback={<Card className="skeleton h-40">{null}</Card>}>
            <LearnedPanel visit={visit} />
          </Suspense>
        </PanelErrorBoundary>
      </Studio>
    </>
  );
}

function toSaved(versions: PolicyVersion[]): SavedVersion[] {
  const saved = versions.map((policy) => ({
    version: policy.version,
    at: policy.createdAt.toISOString(),
    by: policy.createdBy,
    form: toForm(policy),
  }));
  return [...saved, { version: 0, at: null, by: null, form: toForm(shippedPolicy()) }];
}

function basisOf({ situations, isExample }: WhatIf): string {
  return isExample ? `${situations} example prompts` : `your last ${situations} requests`;
}
