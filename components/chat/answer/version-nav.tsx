import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '../../ui/button';

export interface Version {
  /** From 0. */
  index: number;
  count: number;
}

interface VersionNavProps {
  version: Version;
  of: 'question' | 'answer';
  onStep: (step: 1 | -1) => void;
}

/** ‹ 2/3 › */
export function VersionNav({ version: { index, count }, of, onStep }: VersionNavProps) {
  if (count < 2) return null;
  return (
    <fieldset aria-label={`Versions of the ${of}`} className="inline-flex items-center text-meta text-text-3 tabular">
      <Step label={`Previous ${of}`} isOff={index === 0} onClick={() => onStep(-1)} Icon={ChevronLeft} />
      <span>
        <span className="sr-only">Version </span>
        {index + 1}/{count}
      </span>
      <Step label={`Next ${of}`} isOff={index === count - 1} onClick={() => onStep(1)} Icon={ChevronRight} />
    </fieldset>
  );
}

interface StepProps {
  label: string;
  isOff: boolean;
  onClick: () => void;
  Icon: typeof ChevronLeft;
}

function Step({ label, isOff, onClick, Icon }: StepProps) {
  return (
    <Button
      variant="ghost"
      size="tiny"
      isIcon
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onClick}
      className="pointer-coarse:w-11!"
    >
      <Icon size={14} />
    </Button>
  );
}
