'use client';
import { useState } from 'react';
import { Button } from '../ui/button';

interface SureButtonProps {
  label: string;
  /** What the second press does, in words. */
  sureLabel: string;
  isDisabled?: boolean;
  onSure: () => void;
}

/** A button that asks again before it does what cannot be undone. */
export function SureButton({ label, sureLabel, isDisabled = false, onSure }: SureButtonProps) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <Button size="small" variant="danger" disabled={isDisabled} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  const sure = () => {
    setAsking(false);
    onSure();
  };
  return (
    <span className="flex items-center gap-2">
      <Button size="small" autoFocus onClick={() => setAsking(false)}>
        Keep
      </Button>
      <Button size="small" variant="danger" onClick={sure}>
        {sureLabel}
      </Button>
    </span>
  );
}
