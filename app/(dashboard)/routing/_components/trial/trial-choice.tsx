import { ArrowDown, ArrowUp } from 'lucide-react';
import { ModelName } from '@/components/models/model-name';
import { classNames } from '@/components/ui/class-names';
import { formatUsd } from '@/lib/format';
import type { TrialChoice } from '../accuracy/accuracy';
import type { Comparison } from './trial-comparison';

interface ChoiceProps {
  choice: TrialChoice | null;
  /** Differs from the choice of the current policy. */
  isOther?: boolean;
}

/** `● groq · gpt-oss-120b   $0.0003480` */
export function Choice({ choice, isOther = false }: ChoiceProps) {
  if (!choice) return <span className="text-text-3">no eligible model</span>;
  return (
    <span className={classNames('flex items-center justify-between gap-2', isOther && 'font-medium')}>
      <ModelName provider={choice.provider} name={choice.name} isTight />
      <span className={classNames('shrink-0 text-meta', !isOther && 'text-text-3')}>
        {formatUsd(choice.costNanoUsd)}
      </span>
    </span>
  );
}

const ARROWS = {
  up: { icon: ArrowUp, label: 'costs more:' },
  down: { icon: ArrowDown, label: 'costs less:' },
};

/** A change of cost has no positive or negative colour. */
export function ComparisonMark({ comparison: { direction, text } }: { comparison: Comparison }) {
  if (!direction) return <span className="text-text-3">{text}</span>;
  const { icon: Icon, label } = ARROWS[direction];
  return (
    <span className="inline-flex items-center gap-0.5 align-bottom font-medium text-text-2">
      <Icon size={12} role="img" aria-label={label} />
      {text}
    </span>
  );
}
