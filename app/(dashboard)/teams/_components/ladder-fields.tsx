'use client';
import { Plus, X } from 'lucide-react';
import { SelectField } from '@/components/form/select-field';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Problem } from '@/components/ui/problem';
import type { BudgetView, StepView } from '@/lib/db/budgets/budget-views';
import type { LadderAction } from '@/lib/engine/money/budget';
import { formatDayIn, formatUsd, parseUsd } from '@/lib/format';
import { type BudgetDraft, type StepDraft, withStep } from './budget-draft';
import { ACTION_LABELS, describeStepEffect } from './budget-labels';

const MAX_STEPS = 10;

interface LadderFieldsProps {
  budget: BudgetView;
  draft: BudgetDraft;
  error: string | null;
  onChange: (draft: BudgetDraft) => void;
}

/** The steps of the ladder on the way to the limit. */
export function LadderFields({ budget, draft, error, onChange }: LadderFieldsProps) {
  const { steps } = draft;
  const limitNanoUsd = parseUsd(draft.limit);
  const change = (key: number, part: Partial<StepDraft>) =>
    onChange({ ...draft, steps: steps.map((step) => (step.key === key ? { ...step, ...part } : step)) });
  return (
    <fieldset disabled={!budget.mayChange} aria-label="Ladder" className="min-w-0">
      <div className="mb-1 flex items-baseline gap-2">
        <h3 className="flex-1 font-semibold">Ladder</h3>
        <span className="text-meta text-text-3">one alert per step and period</span>
      </div>
      <ol className="flex flex-col">
        {steps.map((step, i) => (
          <StepRow
            key={step.key}
            step={step}
            number={i + 1}
            isLast={i === steps.length - 1}
            budget={budget}
            limitNanoUsd={limitNanoUsd}
            saved={budget.steps.find(
              ({ percent, action }) => String(percent) === step.percent && action === step.action,
            )}
            onChange={(part) => change(step.key, part)}
            onRemove={() => onChange({ ...draft, steps: steps.filter(({ key }) => key !== step.key) })}
          />
        ))}
      </ol>
      {error && (
        <div className="mt-1">
          <Problem>{error}</Problem>
        </div>
      )}
      {budget.mayChange && (
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button
            variant="ghost"
            size="small"
            disabled={steps.length >= MAX_STEPS}
            onClick={() => onChange(withStep(draft))}
          >
            <Plus size={14} /> Add step
          </Button>
          <span className="text-meta text-text-3">
            {steps.length >= MAX_STEPS
              ? 'A ladder can have up to 10 steps.'
              : 'Alerts appear in the app, and by webhook and e-mail as set in Settings → Alerts.'}
          </span>
        </div>
      )}
    </fieldset>
  );
}

interface StepRowProps {
  step: StepDraft;
  number: number;
  isLast: boolean;
  budget: BudgetView;
  limitNanoUsd: number | null;
  /** The same step as saved; absent while it is new or changed. */
  saved: StepView | undefined;
  onChange: (part: Partial<StepDraft>) => void;
  onRemove: () => void;
}

function StepRow({ step, number, isLast, budget, limitNanoUsd, saved, onChange, onRemove }: StepRowProps) {
  const state = saved?.state ?? 'ahead';
  return (
    <li
      aria-current={state === 'on' ? 'step' : undefined}
      className="relative grid grid-cols-[20px_72px_minmax(0,220px)_minmax(0,1fr)_auto_28px] items-center gap-x-3 py-2 max-[900px]:grid-cols-[20px_72px_minmax(0,1fr)_28px]"
    >
      <span aria-hidden className="relative grid place-items-center self-stretch max-[900px]:row-span-2">
        {!isLast && <span className="absolute top-1/2 -bottom-8 w-px bg-line-strong max-[900px]:-bottom-10" />}
        <span
          className={classNames(
            'relative size-2.5 rounded-full',
            state === 'ahead' && 'border-[1.5px] border-line-strong bg-surface',
            state === 'reached' && 'bg-text-3',
            state === 'on' && 'bg-(--gauge) ring-[3px] ring-[color-mix(in_srgb,var(--gauge)_22%,transparent)]',
          )}
        />
      </span>
      <label className="flex h-8 items-center rounded-md border border-line-input bg-control px-2.5 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus pointer-coarse:h-11">
        <span className="sr-only">Step {number}, percent</span>
        <input
          value={step.percent}
          inputMode="numeric"
          maxLength={3}
          onChange={(event) => onChange({ percent: event.target.value })}
          className="w-full min-w-0 bg-transparent tabular outline-none"
        />
        <span aria-hidden className="text-text-3">
          %
        </span>
      </label>
      <SelectField
        label={`Step ${number}, action`}
        isBare
        value={step.action}
        onChange={(event) => onChange({ action: event.target.value as LadderAction })}
      >
        {Object.entries(ACTION_LABELS).map(([action, label]) => (
          <option key={action} value={action}>
            {label}
          </option>
        ))}
      </SelectField>
      <span className="line-clamp-2 text-meta text-text-2 max-[900px]:hidden">
        {describeStepEffect(step.action, budget)}
      </span>
      <span
        className={classNames(
          'text-right text-meta whitespace-nowrap tabular max-[900px]:col-span-2 max-[900px]:col-start-2 max-[900px]:row-start-2 max-[900px]:pt-1 max-[900px]:text-left',
          state === 'on' ? 'font-medium text-(--gauge-text)' : 'text-text-3',
        )}
      >
        {describeStepTiming(saved, step, limitNanoUsd, budget.timeZone)}
      </span>
      <span className="max-[900px]:col-start-4 max-[900px]:row-start-1">
        {budget.mayChange && (
          <Button
            variant="ghost"
            size="small"
            isIcon
            aria-label={`Remove step ${number}`}
            title="Remove step"
            onClick={onRemove}
          >
            <X size={14} />
          </Button>
        )}
      </span>
    </li>
  );
}

function describeStepTiming(
  saved: StepView | undefined,
  step: StepDraft,
  limitNanoUsd: number | null,
  timeZone: string,
): string {
  const since = saved?.since ? formatDayIn(saved.since, timeZone) : null;
  if (saved?.state === 'on') return since ? `active since ${since}` : 'active';
  if (saved?.state === 'reached') return since ? `reached ${since}` : 'reached';
  const percent = Number(step.percent);
  return limitNanoUsd === null || !Number.isInteger(percent)
    ? ''
    : `at ${formatUsd(Math.ceil((limitNanoUsd / 100) * percent))}`;
}
