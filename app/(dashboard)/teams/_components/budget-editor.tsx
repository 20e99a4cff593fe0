'use client';
import { Trash2 } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Field } from '@/components/form/field';
import { SelectField } from '@/components/form/select-field';
import { Button } from '@/components/ui/button';
import { Problem } from '@/components/ui/problem';
import type { BudgetView } from '@/lib/db/budgets/budget-views';
import type { BudgetPeriod } from '@/lib/db/budgets/budgets';
import { parseUsd } from '@/lib/format';
import { type BudgetDraft, listChanges, toDraft, toSteps } from './budget-draft';
import { PERIOD_LABELS } from './budget-labels';
import { LadderFields } from './ladder-fields';
import type { ChangeBudget } from './results';
import { ZoneField } from './zone-field';

interface BudgetEditorProps {
  budget: BudgetView;
  onChange: ChangeBudget;
  onRemove: () => void;
  /** Shown below the ladder. */
  children?: ReactNode;
}

/** Edits limit, period, time zone and ladder of a budget; nothing changes until it is saved. */
export function BudgetEditor({ budget, onChange, onRemove, children }: BudgetEditorProps) {
  // Null without edits, so that changes saved by others appear immediately.
  const [draft, setDraft] = useState<BudgetDraft | null>(null);
  const [problem, setProblem] = useState<{ message: string; param: string | null } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const shown = draft ?? toDraft(budget);
  const changes = draft ? listChanges(draft, budget) : [];
  const set = (next: BudgetDraft) => {
    setProblem(null);
    setDraft(next);
  };
  const discard = () => {
    setProblem(null);
    setDraft(null);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { limit, period, timeZone } = shown;
    setBusy(true);
    const result = await onChange({ id: budget.id, limit, period, timeZone, ladder: toSteps(shown) });
    setBusy(false);
    if (result.ok) discard();
    else setProblem(result);
  };
  const of = (param: string) => problem?.param?.split('.')[0] === param;
  const errorFor = (param: string) => (of(param) ? (problem?.message ?? null) : null);
  return (
    <form onSubmit={save} aria-label="Budget">
      <div className="px-4 pb-4">
        <fieldset disabled={!budget.mayChange} className="grid grid-cols-3 items-start gap-4 max-[640px]:grid-cols-1">
          <Field
            label="Limit"
            inputMode="decimal"
            value={shown.limit}
            onChange={(event) => set({ ...shown, limit: event.target.value })}
            trailing={<span className="text-text-3">USD</span>}
            error={errorFor('limit')}
            help={parseUsd(shown.limit) === 0 ? 'Zero refuses every request, including free models.' : undefined}
            className="tabular"
          />
          <SelectField
            label="Period"
            value={shown.period}
            onChange={(event) => set({ ...shown, period: event.target.value as BudgetPeriod })}
            error={errorFor('period')}
          >
            {Object.entries(PERIOD_LABELS).map(([period, label]) => (
              <option key={period} value={period}>
                {label}
              </option>
            ))}
          </SelectField>
          <ZoneField
            label="Time zone"
            value={shown.timeZone}
            onChange={(event) => set({ ...shown, timeZone: event.target.value })}
            error={errorFor('timeZone')}
          />
        </fieldset>
        <hr className="mt-5 mb-3 border-line-subtle" />
        <LadderFields budget={budget} draft={shown} error={errorFor('ladder')} onChange={set} />
        {problem && !['limit', 'period', 'timeZone', 'ladder'].some(of) && (
          <div className="mt-3">
            <Problem>{problem.message}</Problem>
          </div>
        )}
        {children}
      </div>
      {budget.mayChange && (
        <div className="flex flex-wrap items-center gap-2 rounded-b-lg border-t border-line bg-surface-2 px-4 py-3">
          <span className="min-w-0 flex-1 text-meta text-text-2" role="status">
            {summarizeChanges(changes)}
          </span>
          {changes.length > 0 ? (
            <>
              <Button variant="ghost" size="small" onClick={discard}>
                Discard
              </Button>
              <Button type="submit" variant="primary" size="small" disabled={isBusy}>
                {isBusy ? 'Saving …' : 'Save budget'}
              </Button>
            </>
          ) : (
            <Button variant="ghost" size="small" onClick={onRemove}>
              <Trash2 size={14} /> Delete budget
            </Button>
          )}
        </div>
      )}
    </form>
  );
}

function summarizeChanges(changes: string[]): string {
  const [first, ...rest] = changes;
  if (!first) return 'Changes apply to new requests.';
  return `${changes.length} ${rest.length > 0 ? 'changes' : 'change'}: ${[first, ...rest].slice(0, 2).join(', ')}${changes.length > 2 ? ' …' : ''}`;
}
