'use client';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Tag } from '@/components/ui/tag';
import type { OperatingPoint } from '@/lib/engine/decide/what-if';
import { type PolicyForm, weightName } from './policy';
import { PolicyEstimate } from './policy-estimate';
import { PolicyPicker } from './policy-picker';
import { PolicyRows } from './policy-rows';
import { ShareBars } from './share-bar';
import { WeightSlider } from './weight-slider';

interface PolicyCardProps {
  name: string;
  names: string[];
  saved: PolicyForm;
  draft: PolicyForm;
  isDirty: boolean;
  version: number;
  now: OperatingPoint;
  next: OperatingPoint;
  references: string[];
  mayChange: boolean;
  onChange: (change: Partial<PolicyForm>) => void;
}

/** The policy editor: the quality weight, its estimated effect, and the rules that take precedence. */
export function PolicyCard(props: PolicyCardProps) {
  const { name, names, saved, draft, isDirty, version, now, next, references, mayChange, onChange } = props;
  return (
    <Card>
      <CardHeader title="Policy" qualifier={weightName(draft.qualityWeight)}>
        {isDirty && <Tag tone="accent">unsaved</Tag>}
        <PolicyPicker name={name} names={names} mayChange={mayChange} />
        {!mayChange && <Tag tone="outline">only admins can save</Tag>}
      </CardHeader>
      <CardBody className="flex flex-col gap-4 pb-0">
        <WeightSlider
          value={draft.qualityWeight}
          saved={saved.qualityWeight}
          isDisabled={false}
          onChange={(qualityWeight) => onChange({ qualityWeight })}
        />
        <div className="border-t border-line-subtle pt-4">
          <PolicyEstimate now={now} draft={next} />
        </div>
        <ShareBars
          bars={[
            { label: `v${version} now`, shares: now.shares, isStrong: !isDirty },
            ...(isDirty ? [{ label: `v${version + 1} draft`, shares: next.shares, isStrong: true }] : []),
          ]}
        />
        <PolicyRows draft={draft} references={references} isDisabled={false} onChange={onChange} />
      </CardBody>
    </Card>
  );
}
