'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, type ButtonProps } from './button';

const SHOWN_MS = 1_500;

interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'children'> {
  text: string;
  label?: string;
  /** Only the icon; the label is read aloud. */
  iconOnly?: boolean;
  onCopied?: () => void;
}

export function CopyButton({ text, label = 'Copy', iconOnly = false, onCopied, ...rest }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    onCopied?.();
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <Button
      variant="ghost"
      size="small"
      isIcon={iconOnly}
      aria-label={iconOnly ? label : undefined}
      onClick={copy}
      {...rest}
    >
      <Icon size={14} />
      {!iconOnly && (isCopied ? 'Copied' : label)}
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </Button>
  );
}
