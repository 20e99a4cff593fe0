'use client';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Note } from '../ui/note';
import { SelectField } from '../ui/select-field';
import type { Result } from './results';

interface NewKeyDialogProps {
  team: { id: string; name: string };
  onCreate: (input: {
    teamId: string;
    name: string;
    days: number | null;
    grants: string[];
  }) => Promise<Result<{ secret: string }>>;
}

/** Makes a key of the team; its text is shown once. */
export function NewKeyDialog({ team, onCreate }: NewKeyDialogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title="New API key"
      purpose={`What it spends counts in the budgets of ${team.name}.`}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small">
          <KeyRound size={14} /> New key
        </Button>
      }
    >
      <KeyFields team={team} onCreate={onCreate} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function KeyFields({ team, onCreate, onDone }: NewKeyDialogProps & { onDone: () => void }) {
  const [error, setError] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = Number(form.get('days'));
    const grants = String(form.get('grants') ?? '').split(',');
    setBusy(true);
    const result = await onCreate({
      teamId: team.id,
      name: String(form.get('name') ?? ''),
      days: days > 0 ? days : null,
      grants: grants.map((entry) => entry.trim()).filter(Boolean),
    });
    setBusy(false);
    if (result.ok) setSecret(result.value.secret);
    else setError(result.message);
  };
  if (secret)
    return (
      <div className="flex flex-col gap-3">
        <p className="font-medium">Copy the key now. It is not shown again.</p>
        <div className="flex items-center gap-2 rounded-md border border-line bg-code-bg py-1 pr-1 pl-3">
          <code data-testid="new-key" className="min-w-0 flex-1 truncate font-mono text-[12px]">
            {secret}
          </code>
          <CopyButton text={secret} label="Copy key" />
        </div>
        <Button variant="primary" className="self-end" onClick={onDone}>
          Done
        </Button>
      </div>
    );
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label="Name" name="name" placeholder="zendesk-bot" required maxLength={60} />
      <Field label="May use" name="grants" placeholder="every model" help="Providers or models, with commas." />
      <SelectField label="Expires" name="days" defaultValue="0">
        <option value="0">never</option>
        <option value="30">in 30 days</option>
        <option value="90">in 90 days</option>
        <option value="365">in a year</option>
      </SelectField>
      {error && (
        <Note tone="danger" role="alert">
          {error}
        </Note>
      )}
      <div className="mt-1 flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={isBusy}>
          {isBusy ? 'Creating …' : 'Create key'}
        </Button>
      </div>
    </form>
  );
}
