'use client';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Problem } from '@/components/ui/problem';
import type { Rates } from '@/lib/engine/types';
import { type PriceForm, readPriceForm } from './price-form';
import { RateFields } from './rate-fields';

export interface PricedModel {
  id: string;
  /** Can be priced per hour. */
  isOwnMachine: boolean;
  /** The current rates as defaults; null when unpriced. */
  rates: Rates | null;
}

export type SetPrice = (
  form: PriceForm,
) => Promise<{ ok: true } | { ok: false; message: string; param: string | null }>;

interface PriceDialogProps {
  /** With several models, the first field selects one. */
  models: PricedModel[];
  label: string;
  isPrimary?: boolean;
  onSet: SetPrice;
}

/** Overrides a model's price by token class and period, with a note. */
export function PriceDialog({ models, label, isPrimary = false, onSet }: PriceDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const only = models.length === 1 ? models[0] : undefined;
  return (
    <Dialog
      title={only ? `Price of ${only.id}` : 'Add a price'}
      purpose="Overrides the list price from this hour. Past charges don’t change."
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button
          size={isPrimary ? 'regular' : 'tiny'}
          variant={isPrimary ? 'primary' : 'default'}
          aria-label={only ? `${label} of ${only.id}` : undefined}
        >
          {label}
        </Button>
      }
    >
      <PriceFields models={models} onSet={onSet} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function PriceFields({ models, onSet, onDone }: Pick<PriceDialogProps, 'models' | 'onSet'> & { onDone: () => void }) {
  const [id, setId] = useState(models.length === 1 ? (models[0]?.id ?? '') : '');
  const [problem, setProblem] = useState<{ message: string; param: string | null } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const model = models.find((one) => one.id === id);
  const errorFor = (param: string) => (problem?.param === param ? problem.message : null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readPriceForm(new FormData(event.currentTarget), id);
    setBusy(true);
    const result = await onSet(form);
    setBusy(false);
    if (result.ok) onDone();
    else setProblem(result);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {models.length > 1 && <ModelChoice models={models} id={id} onChange={setId} />}
      <RateFields
        key={id}
        rates={model?.rates ?? null}
        isOwnMachine={model?.isOwnMachine ?? false}
        errorFor={errorFor}
      />
      <div className="grid grid-cols-2 gap-3 max-[640px]:grid-cols-1">
        <Field
          label="From, UTC"
          name="from"
          type="datetime-local"
          step={3600}
          help="Leave empty to start this hour."
          error={errorFor('from')}
        />
        <Field
          label="Until, UTC"
          name="until"
          type="datetime-local"
          step={3600}
          help="Leave empty for no end."
          error={errorFor('until')}
        />
      </div>
      <Field
        label="Note"
        name="note"
        required
        maxLength={200}
        placeholder="October contract, 16 % off list price"
        error={errorFor('note')}
      />
      {problem && !['from', 'until', 'note'].includes(problem.param ?? '') && <Problem>{problem.message}</Problem>}
      <div className="mt-1 flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={isBusy || id === ''}>
          {isBusy ? 'Saving …' : 'Save price'}
        </Button>
      </div>
    </form>
  );
}

function ModelChoice({ models, id, onChange }: { models: PricedModel[]; id: string; onChange: (id: string) => void }) {
  return (
    <label className="flex flex-col gap-1.5">
      <span className="text-meta font-medium">Model</span>
      <select
        value={id}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 rounded-md border border-line-input bg-control px-2"
      >
        <option value="">Select a model</option>
        {models.map((model) => (
          <option key={model.id} value={model.id}>
            {model.id}
          </option>
        ))}
      </select>
    </label>
  );
}
