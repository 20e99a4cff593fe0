import { Vote } from 'lucide-react';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';

/** Number of models when the toggle is switched on. */
const SEVERAL = 3;

interface ConsensusToggleProps {
  /** Number of models asked together; null for one. */
  value: number | null;
  onChange: (value: number | null) => void;
}

/** Toggles asking three models at once for the answer that most of them agree on. */
export function ConsensusToggle({ value, onChange }: ConsensusToggleProps) {
  const isOn = value !== null;
  const label = isOn && value !== SEVERAL ? `Ask ${value}` : 'Ask three';
  return (
    <Button
      variant="ghost"
      size="small"
      aria-label={label}
      aria-pressed={isOn}
      onClick={() => onChange(isOn ? null : SEVERAL)}
      title={`Send the question to ${value ?? 'three'} models and get the answer that most of them agree on. Every answer is billed.`}
      className={classNames(isOn && 'bg-accent-bg! text-accent-text! [&_svg]:text-accent-text!')}
    >
      <Vote size={14} /> <span className="max-[480px]:hidden">{label}</span>
    </Button>
  );
}
