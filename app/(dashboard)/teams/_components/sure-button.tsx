'use client';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

interface SureButtonProps {
  label: string;
  /** On the second button, which does it. */
  sure: string;
  onSure: () => void;
}

/** A small cross that asks again before it does anything. */
export function SureButton({ label, sure, onSure }: SureButtonProps) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <Button variant="ghost" size="small" isIcon aria-label={label} title={label} onClick={() => setAsking(true)}>
        <X size={14} />
      </Button>
    );
  return (
    <span className="inline-flex gap-1">
      <Button size="tiny" onClick={() => setAsking(false)} autoFocus>
        Keep
      </Button>
      <Button
        size="tiny"
        variant="danger"
        onClick={() => {
          setAsking(false);
          onSure();
        }}
      >
        {sure}
      </Button>
    </span>
  );
}
