'use client';
import { useId, useState } from 'react';
import type { ColumnSettings } from '@/lib/services/compare/comparison-view';
import { Field } from '../../form/field';
import { isAuto, parseNumberInRange } from './parameters';

interface ParameterFieldsProps {
  settings: ColumnSettings;
  onChange: (settings: ColumnSettings) => void;
}

/** Parameters of one column. Empty fields use the model's default. */
export function ParameterFields({ settings, onChange }: ParameterFieldsProps) {
  const id = useId();
  const set = (change: Partial<ColumnSettings>) => onChange({ ...settings, ...change });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-meta font-medium">
          System prompt
        </label>
        <textarea
          id={id}
          rows={3}
          value={settings.systemPrompt}
          maxLength={100_000}
          onChange={(event) => set({ systemPrompt: event.target.value })}
          className="w-full resize-y rounded-md border border-line-input bg-control px-2.5 py-1.5 text-ui"
        />
      </div>
      <NumberField
        label="Temperature"
        range="0 to 2"
        value={settings.temperature}
        low={0}
        high={2}
        onChange={(temperature) => set({ temperature })}
      />
      <NumberField
        label="Max tokens"
        range="a whole number from 1 to 1,000,000"
        value={settings.maxTokens}
        low={1}
        high={1_000_000}
        isWhole
        onChange={(maxTokens) => set({ maxTokens })}
      />
      <NumberField
        label="Cost ceiling per answer (US$)"
        range="more than 0"
        value={settings.maxCostUsd}
        low={1e-9}
        high={1_000_000}
        onChange={(maxCostUsd) => set({ maxCostUsd })}
      />
      {isAuto(settings.model) && (
        <NumberField
          label="Quality weight"
          range="0 (cost only) to 1 (quality only)"
          value={settings.qualityWeight}
          low={0}
          high={1}
          onChange={(qualityWeight) => set({ qualityWeight })}
        />
      )}
    </div>
  );
}

interface NumberFieldProps {
  label: string;
  range: string;
  value: number | null;
  low: number;
  high: number;
  isWhole?: boolean;
  onChange: (value: number | null) => void;
}

function NumberField({ label, range, value, low, high, isWhole = false, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState(value === null ? '' : String(value));
  const isWrong = parseNumberInRange(typed, low, high, isWhole) === undefined;
  return (
    <Field
      label={label}
      inputMode="decimal"
      value={typed}
      placeholder="default"
      help={`Allowed: ${range}`}
      error={isWrong ? `Allowed: ${range}. The last valid value is used.` : null}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = parseNumberInRange(event.target.value, low, high, isWhole);
        if (number !== undefined) onChange(number);
      }}
    />
  );
}
