'use client';
import { useEffect, useState } from 'react';
import { parseUsd, usdText } from '@/lib/format';
import { Field } from '../../form/field';

interface CeilingFieldProps {
  maxCostUsd: number | null;
  /** Models above the ceiling; null while unknown. */
  excluded: string[] | null;
  onChange: (maxCostUsd: number | null) => void;
}

const MOST_NANO_USD = 1_000_000e9;

/** The highest estimated cost of an answer. */
export function CeilingField({ maxCostUsd, excluded, onChange }: CeilingFieldProps) {
  const nanoUsd = maxCostUsd === null ? null : Math.round(maxCostUsd * 1e9);
  const [typed, setTyped] = useState(textOf(nanoUsd));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value set elsewhere replaces the typed text.
  useEffect(() => {
    if (parseUsd(typed) !== nanoUsd) setTyped(textOf(nanoUsd));
  }, [nanoUsd]);
  const parsed = parseUsd(typed);
  const isWrong = typed.trim() !== '' && !isCeiling(parsed);
  const change = (next: string) => {
    setTyped(next);
    const value = parseUsd(next);
    if (isCeiling(value)) onChange(value / 1e9);
    else if (next.trim() === '') onChange(null);
  };
  const count = excluded?.length ?? 0;
  return (
    <Field
      label="Cost ceiling per answer"
      inputMode="decimal"
      value={typed}
      placeholder="none"
      onChange={(event) => change(event.target.value)}
      leading={<span className="text-text-3">$</span>}
      error={isWrong ? 'Enter an amount in dollars above zero, such as 0.02.' : null}
      trailing={
        maxCostUsd !== null &&
        excluded !== null && (
          <span className="text-meta whitespace-nowrap text-text-3" title={excluded.join('\n') || undefined}>
            excludes {count === 0 ? 'no models' : `${count} ${count === 1 ? 'model' : 'models'}`}
          </span>
        )
      }
    />
  );
}

function isCeiling(nanoUsd: number | null): nanoUsd is number {
  return nanoUsd !== null && nanoUsd > 0 && nanoUsd <= MOST_NANO_USD;
}

function textOf(nanoUsd: number | null): string {
  return nanoUsd === null ? '' : usdText(nanoUsd);
}
