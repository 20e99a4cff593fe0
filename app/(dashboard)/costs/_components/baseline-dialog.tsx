'use client';
import { Scale } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Problem } from '@/components/ui/problem';

export type SetBaseline = (choice: { baseline: string }) => Promise<{ ok: true } | { ok: false; message: string }>;

interface BaselineDialogProps {
  /** `strongest`, `most_used`, or a model id. */
  current: string;
  /** Ids of the models that can currently be called. */
  models: string[];
  /** Null for users who cannot change it. */
  onSet: SetBaseline | null;
}

const MODEL = 'model';
const RULES = [
  {
    value: 'strongest',
    title: 'Strongest candidate',
    description: 'Compares each request with the best model that could have answered it.',
  },
  {
    value: 'most_used',
    title: 'Most used model',
    description: 'Compares with the model that answered most requests in the last 30 days.',
  },
  {
    value: MODEL,
    title: 'Specific model',
    description: 'Compares with a model of your choice, such as the one you used before the router.',
  },
] as const;

/** What savings are measured against. */
export function BaselineDialog({ current, models, onSet }: BaselineDialogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title="Savings baseline"
      purpose="The model that savings are measured against. Applies to new requests; past savings don’t change."
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Scale size={14} /> Savings baseline
        </Button>
      }
    >
      <BaselineForm current={current} models={models} onSet={onSet} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function BaselineForm({ current, models, onSet, onDone }: BaselineDialogProps & { onDone: () => void }) {
  const isRule = current === 'strongest' || current === 'most_used';
  const [rule, setRule] = useState<string>(isRule ? current : MODEL);
  const [model, setModel] = useState(isRule ? (models[0] ?? '') : current);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!onSet) return;
    setBusy(true);
    const result = await onSet({ baseline: rule === MODEL ? model : rule });
    setBusy(false);
    if (result.ok) onDone();
    else setProblem(result.message);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-1">
      {RULES.map(({ value, title, description }) => (
        <label key={value} className="flex cursor-pointer items-start gap-3 rounded-md px-2 py-2 hover:bg-hover">
          <input
            type="radio"
            name="baseline"
            value={value}
            checked={rule === value}
            disabled={!onSet}
            onChange={() => setRule(value)}
            className="mt-1 accent-accent"
          />
          <span className="min-w-0 flex-1">
            <span className="font-medium">{title}</span>
            <span className="block text-meta text-text-2 text-pretty">{description}</span>
          </span>
        </label>
      ))}
      {rule === MODEL && <ModelSelect models={models} value={model} isOff={!onSet} onChange={setModel} />}
      {problem && <Problem>{problem}</Problem>}
      <div className="mt-3 flex items-center justify-end gap-2">
        {!onSet && <span className="mr-auto text-meta text-text-3">Only an owner or an admin can change this.</span>}
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!onSet || isBusy || (rule === MODEL && model === '')}>
          {isBusy ? 'Saving …' : 'Save baseline'}
        </Button>
      </div>
    </form>
  );
}

interface ModelSelectProps {
  models: string[];
  value: string;
  isOff: boolean;
  onChange: (model: string) => void;
}

function ModelSelect({ models, value, isOff, onChange }: ModelSelectProps) {
  const field = useId();
  // A model that is no longer available remains the current choice.
  const listed = value === '' || models.includes(value) ? models : [value, ...models];
  return (
    <div className="flex flex-col gap-1.5 pl-9">
      <label htmlFor={field} className="text-meta font-medium">
        Model
      </label>
      <select
        id={field}
        value={value}
        disabled={isOff}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 min-w-0 rounded-md border border-line-input bg-control px-2 pointer-coarse:h-11"
      >
        {listed.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </div>
  );
}
