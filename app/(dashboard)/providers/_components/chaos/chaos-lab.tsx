'use client';
import { useState } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { Tag } from '@/components/ui/tag';
import { useLive } from '../health/live-states';
import type { FaultDescription } from './fault-descriptor';
import { FaultForm, type OnSwitchOn, type SandboxModel } from './fault-form';
import { FaultList, type OnSwitchOff, StopButton } from './fault-list';
import { type PromptKindChoice, PromptLab } from './prompt-lab';

interface ChaosLabProps {
  models: SandboxModel[];
  faults: FaultDescription[];
  kinds: PromptKindChoice[];
  canInject: boolean;
  onSwitchOn: OnSwitchOn;
  onSwitchOff: OnSwitchOff;
}

/** Injects faults into sandbox models to demonstrate the circuit breaker and failover. */
export function ChaosLab({ models, faults, kinds, canInject, onSwitchOn, onSwitchOff }: ChaosLabProps) {
  const { states } = useLive();
  const [model, setModel] = useState(models[0]?.id ?? '');
  const [kind, setKind] = useState(kinds[0]?.kind ?? '');
  const count = states.faults.length;
  /** Also selects prompts that are routed to this model first. */
  const chooseModel = (next: string) => {
    setModel(next);
    setKind(kinds.find(({ leader }) => leader === next)?.kind ?? kind);
  };
  return (
    <Card>
      <CardHeader title="Chaos lab" qualifier={<Purpose />}>
        {count > 0 && <Tag tone="warn">{count === 1 ? '1 active fault' : `${count} active faults`}</Tag>}
        {count > 0 && canInject && <StopButton onStop={() => onSwitchOff({ model: null })}>Stop all</StopButton>}
      </CardHeader>
      {canInject && (
        <Section title="Inject a fault">
          <FaultForm models={models} faults={faults} model={model} onModel={chooseModel} onSwitchOn={onSwitchOn} />
        </Section>
      )}
      <Section title="Active faults">
        <FaultList faults={faults} onSwitchOff={canInject ? onSwitchOff : null} />
        {!canInject && (
          <p className="mt-2 text-meta text-text-3">
            Only an owner or an admin can inject faults and send test prompts.
          </p>
        )}
      </Section>
      {canInject && (
        <Section title="Send test prompts">
          <PromptLab kinds={kinds} kind={kind} onKind={setKind} />
        </Section>
      )}
    </Card>
  );
}

function Purpose() {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Tag tone="dashed">sandbox</Tag> inject faults into simulated models; real providers are not affected
    </span>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="border-t border-line-subtle px-4 py-4 first-of-type:border-t-0">
      <h3 className="mb-3 text-meta font-medium text-text-2">{title}</h3>
      {children}
    </section>
  );
}
