'use client';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { policyHref, policyNameProblem } from './policy-name';

interface PolicyPickerProps {
  name: string;
  /** Saved policies and `auto`. */
  names: string[];
  mayChange: boolean;
}

/** Selects the policy to edit: the workspace's, or a named one. */
export function PolicyPicker({ name, names, mayChange }: PolicyPickerProps) {
  const router = useRouter();
  const shown = names.includes(name) ? names : [...names, name];
  return (
    <span className="flex items-center gap-2">
      <label className="sr-only" htmlFor="policy-name">
        Policy
      </label>
      <select
        id="policy-name"
        value={name}
        onChange={({ target }) => router.push(policyHref(target.value))}
        className="h-7 rounded-sm border border-line-control bg-control px-1.5 text-meta"
      >
        {shown.map((one) => (
          <option key={one} value={one}>
            {one === 'auto' ? 'auto (workspace default)' : `auto:${one}`}
          </option>
        ))}
      </select>
      {mayChange && <NewPolicy names={names} onNamed={(chosen) => router.push(policyHref(chosen))} />}
    </span>
  );
}

function NewPolicy({ names, onNamed }: { names: string[]; onNamed: (name: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    const problem = policyNameProblem(chosen, names);
    setError(problem);
    if (problem) return;
    setOpen(false);
    onNamed(chosen);
  };
  return (
    <Dialog
      title="New policy"
      purpose="Starts as a copy of the workspace policy. Only requests that ask for it by name use it."
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small">
          <Plus size={14} /> New
        </Button>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label="Name"
          name="name"
          placeholder="support-bot"
          autoFocus
          error={error}
          help="Lowercase letters, digits and dashes. Requests use it as the model auto:support-bot."
        />
        <div className="flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>Cancel</Button>
          <Button type="submit" variant="primary">
            Continue
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
