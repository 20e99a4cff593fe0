'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { PageBody, PageHeader } from '@/components/shell/page';
import { Button } from '@/components/ui/button';
import { Problem } from '@/components/ui/problem';
import type { OperatingPoint, SingleModel } from '@/lib/engine/decide/what-if';
import type { Trial } from '../accuracy/accuracy';
import { TryIt } from '../trial/try-it';
import { listChanges, type PolicyForm } from './policy';
import { PolicyCard } from './policy-card';
import { QualityCostChart } from './quality-cost-chart';
import { SaveDialog } from './save-dialog';
import { usePreview } from './use-preview';
import { type SavedVersion, VersionsDialog } from './versions-dialog';

type Answer<Value> = Promise<{ ok: true; value: Value } | { ok: false; message: string }>;

interface StudioProps {
  /** The policy's name; `auto` is the workspace's. */
  name: string;
  names: string[];
  versions: SavedVersion[];
  /** The current policy at every weight. */
  points: OperatingPoint[];
  singles: SingleModel[];
  /** What the figures are based on, as display text. */
  basis: string;
  /** Providers and models that can be referenced. */
  references: string[];
  mayChange: boolean;
  onPreview: (input: { name: string; draft: PolicyForm }) => Answer<OperatingPoint[]>;
  onSave: (input: { name: string; draft: PolicyForm; basedOn: number }) => Answer<{ version: number }>;
  onTry: (input: { name: string; prompts: string[]; draft: PolicyForm | null }) => Answer<Trial[]>;
  children: ReactNode;
}

const EMPTY: OperatingPoint = { qualityWeight: 0, costNanoUsd: 0, quality: 0, ttftMs: 0, shares: [] };

/** Edits a policy with a live estimate, test prompts and versions. Nothing takes effect before it is saved. */
export function Studio(props: StudioProps) {
  const { name, names, versions, points, singles, basis, references, mayChange, onPreview, onSave, onTry, children } =
    props;
  const current = versions[0] as SavedVersion;
  const [saved, setSaved] = useState(current);
  const [draft, setDraft] = useState<PolicyForm>(saved.form);
  // A newer version arrived with the page; fields without edits follow it.
  if (current.version > saved.version) {
    setSaved(current);
    setDraft(current.form);
  }
  const changes = useMemo(() => listChanges(saved.form, draft), [saved, draft]);
  const isDirty = changes.length > 0;
  const preview = usePreview(saved.form, draft, points, (changed) => onPreview({ name, draft: changed }));
  const now = findPoint(points, saved.form);
  const next = findPoint(preview.points, draft);
  const unknown = [...draft.priorityOrder, ...Object.values(draft.categoryMap).flat()].filter(
    (entry) => entry !== undefined && !references.includes(entry),
  );
  const save = async () => {
    const result = await onSave({ name, draft, basedOn: saved.version });
    if (!result.ok) return result;
    setSaved({ ...saved, version: result.value.version, form: draft });
    return result;
  };
  return (
    <>
      <PageHeader title="Routing" purpose="How the router balances quality and cost.">
        <VersionsDialog versions={versions} onRestore={setDraft} />
        {isDirty && (
          <Button variant="ghost" onClick={() => setDraft(saved.form)}>
            Discard
          </Button>
        )}
        {mayChange && (
          <SaveDialog
            version={saved.version + 1}
            changes={changes}
            isNew={name !== 'auto' && saved.version === 0}
            problem={unknown.length > 0 ? `Unknown or not connected: ${unknown.join(', ')}.` : null}
            onSave={save}
          />
        )}
      </PageHeader>
      <PageBody>
        {preview.error && <Problem>{preview.error}</Problem>}
        <div className="grid grid-cols-2 items-start gap-4 max-[1024px]:grid-cols-1">
          <PolicyCard
            name={name}
            names={names}
            saved={saved.form}
            draft={draft}
            isDirty={isDirty}
            version={saved.version}
            now={now}
            next={next}
            references={references}
            mayChange={mayChange}
            onChange={(change) => setDraft({ ...draft, ...change })}
          />
          <QualityCostChart
            curve={preview.points}
            singles={singles}
            today={now}
            draft={isDirty ? next : null}
            basis={basis}
          />
        </div>
        {children}
        <TryIt
          policyKey={JSON.stringify([saved.version, draft])}
          nowLabel={`v${saved.version} now`}
          draftLabel={isDirty ? `v${saved.version + 1} draft` : `v${saved.version} now`}
          onDecide={(prompts) => onTry({ name, prompts, draft: isDirty ? draft : null })}
        />
      </PageBody>
    </>
  );
}

function findPoint(points: OperatingPoint[], { qualityWeight }: PolicyForm): OperatingPoint {
  return points[Math.round(qualityWeight * 100)] ?? EMPTY;
}
