'use client';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/form/field';
import { SelectField } from '@/components/form/select-field';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { DialogFoot } from '@/components/ui/dialog-foot';
import type { BudgetPeriod, BudgetScope } from '@/lib/db/budgets/budgets';
import { parseUsd } from '@/lib/format';
import { PERIOD_LABELS } from './budget-labels';
import type { AddBudget } from './results';
import { ZoneField } from './zone-field';

interface Named {
  id: string;
  name: string;
}

interface NewBudgetDialogProps {
  team: Named & { timeZone: string };
  keys: Named[];
  members: Named[];
  /** Whether the budget can be for the whole workspace. */
  isAdmin: boolean;
  onAdd: AddBudget;
}

/** A new budget for the team, the workspace, a key or a person, with the default ladder. */
export function NewBudgetDialog(props: NewBudgetDialogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title="New budget"
      purpose="Applies to new requests and counts what this period has already spent. Starts with steps at 70, 85, 95 and 100 %, which you can change."
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small">
          <Plus size={14} /> New budget
        </Button>
      }
    >
      <Fields {...props} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function Fields({ team, keys, members, isAdmin, onAdd, onDone }: NewBudgetDialogProps & { onDone: () => void }) {
  const [limit, setLimit] = useState('');
  const [problem, setProblem] = useState<{ message: string; param: string | null } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const [scope = 'team', id = ''] = text('for').split(':');
    setBusy(true);
    const result = await onAdd({
      teamId: team.id,
      scope: scope as BudgetScope,
      keyId: scope === 'key' ? id : null,
      userId: scope === 'member' ? id : null,
      limit,
      period: text('period') as BudgetPeriod,
      timeZone: text('timeZone'),
    });
    setBusy(false);
    if (result.ok) onDone();
    else setProblem(result);
  };
  const errorFor = (param: string) => (problem?.param === param ? problem.message : null);
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <SelectField label="For" name="for">
        <option value="team">Team {team.name}</option>
        {isAdmin && <option value="workspace">Whole workspace</option>}
        <Options label="API keys" scope="key" options={keys} />
        <Options label="Members" scope="member" options={members} />
      </SelectField>
      <div className="grid grid-cols-2 gap-3 max-[640px]:grid-cols-1">
        <Field
          label="Limit"
          inputMode="decimal"
          required
          placeholder="270.00"
          value={limit}
          onChange={(event) => setLimit(event.target.value)}
          trailing={<span className="text-text-3">USD</span>}
          error={errorFor('limit')}
          help={parseUsd(limit) === 0 ? 'Zero refuses every request, including free models.' : undefined}
        />
        <SelectField label="Period" name="period" defaultValue="month">
          {Object.entries(PERIOD_LABELS).map(([period, label]) => (
            <option key={period} value={period}>
              {label}
            </option>
          ))}
        </SelectField>
      </div>
      <ZoneField
        label="Time zone"
        name="timeZone"
        required
        defaultValue={team.timeZone}
        help="Sets when days, weeks and months start."
        error={errorFor('timeZone')}
      />
      <DialogFoot
        problem={problem && !['limit', 'timeZone'].includes(problem.param ?? '') ? problem.message : null}
        submit="Create budget"
        busy="Creating …"
        isBusy={isBusy}
        onCancel={onDone}
      />
    </form>
  );
}

function Options({ label, scope, options }: { label: string; scope: BudgetScope; options: Named[] }) {
  if (options.length === 0) return null;
  return (
    <optgroup label={label}>
      {options.map(({ id, name }) => (
        <option key={id} value={`${scope}:${id}`}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}
