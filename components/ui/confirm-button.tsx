'use client';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button';

interface ConfirmButtonProps {
  label: string;
  confirmLabel: string;
  /** A small cross for table rows, with `label` as its accessible name. */
  isIcon?: boolean;
  isDisabled?: boolean;
  onConfirm: () => void;
}

/** Asks for a second click before an action that cannot be undone. */
export function ConfirmButton({ label, confirmLabel, isIcon = false, isDisabled, onConfirm }: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking && isIcon)
    return (
      <Button variant="ghost" size="small" isIcon aria-label={label} title={label} onClick={() => setAsking(true)}>
        <X size={14} />
      </Button>
    );
  if (!isAsking)
    return (
      <Button size="small" variant="danger" disabled={isDisabled} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  const size = isIcon ? 'tiny' : 'small';
  const confirm = () => {
    setAsking(false);
    onConfirm();
  };
  return (
    <span className={isIcon ? 'inline-flex gap-1' : 'flex items-center gap-2'}>
      <Button size={size} autoFocus onClick={() => setAsking(false)}>
        Cancel
      </Button>
      <Button size={size} variant="danger" onClick={confirm}>
        {confirmLabel}
      </Button>
    </span>
  );
}
