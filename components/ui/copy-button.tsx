'use client';
import { Check, Copy, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText, NOT_COPIED } from '../browser/copy-text';
import { Button, type ButtonProps } from './button';
import { classNames } from './class-names';

const SHOWN_MS = { copied: 1_500, refused: 4_000 };
const ICONS = { copied: Check, refused: X };
const LABELS = { copied: 'Copied', refused: NOT_COPIED };

interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'children'> {
  text: string;
  label?: string;
  /** Only the icon; the label is for screen readers. */
  iconOnly?: boolean;
  onCopied?: () => void;
}

/** Copies a text and confirms it briefly. A failure is shown as text even without a label. */
export function CopyButton({ text, label = 'Copy', iconOnly = false, onCopied, className, ...rest }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<keyof typeof LABELS | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS[outcome]);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    const isCopied = await copyText(text);
    setOutcome(isCopied ? 'copied' : 'refused');
    if (isCopied) onCopied?.();
  };
  const Icon = outcome ? ICONS[outcome] : Copy;
  const isIcon = iconOnly && outcome !== 'refused';
  return (
    <Button
      variant="ghost"
      size="small"
      isIcon={isIcon}
      aria-label={iconOnly ? label : undefined}
      onClick={copy}
      className={classNames(className, iconOnly && !isIcon && 'pointer-coarse:w-auto!')}
      {...rest}
    >
      <Icon size={14} />
      {!isIcon && (outcome ? LABELS[outcome] : label)}
      <span role="status" className="sr-only">
        {outcome ? LABELS[outcome] : ''}
      </span>
    </Button>
  );
}
