'use client';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/form/field';
import { ExpiryField, type NewKey, newKeyFrom } from '@/components/settings/key-form';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { DialogFoot } from '@/components/ui/dialog-foot';
import { SecretLine } from '@/components/ui/secret-line';
import type { Result } from './results';

interface NewKeyDialogProps {
  team: { id: string; name: string };
  onCreate: (input: NewKey & { teamId: string }) => Promise<Result<{ secret: string }>>;
}

/** Creates a key of the team; the secret is shown once. */
export function NewKeyDialog({ team, onCreate }: NewKeyDialogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title="New API key"
      purpose={`Its spend counts toward the budgets of ${team.name}.`}
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
    const key = newKeyFrom(new FormData(event.currentTarget));
    setBusy(true);
    const result = await onCreate({ teamId: team.id, ...key });
    setBusy(false);
    if (result.ok) setSecret(result.value.secret);
    else setError(result.message);
  };
  if (secret)
    return (
      <div className="flex flex-col gap-3">
        <p className="font-medium">Make sure to copy your API key now. You won’t be able to see it again.</p>
        <SecretLine secret={secret} label="Copy key" testId="new-key" />
        <Button variant="primary" className="self-end" onClick={onDone}>
          Done
        </Button>
      </div>
    );
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label="Name" name="name" placeholder="zendesk-bot" required maxLength={60} />
      <Field
        label="Allowed models"
        name="grants"
        placeholder="All models"
        help="Providers or models, separated by commas."
      />
      <ExpiryField />
      <DialogFoot problem={error} submit="Create key" busy="Creating …" isBusy={isBusy} onCancel={onDone} />
    </form>
  );
}
