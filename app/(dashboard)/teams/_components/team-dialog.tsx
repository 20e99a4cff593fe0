'use client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Field } from '@/components/form/field';
import { Dialog } from '@/components/ui/dialog';
import { DialogFoot } from '@/components/ui/dialog-foot';
import type { Result } from './results';
import { ZoneField } from './zone-field';

interface TeamDialogProps {
  title: string;
  purpose: string;
  trigger: ReactNode;
  /** Initial values. */
  team: { name: string; timeZone: string };
  label: string;
  onSave: (team: { name: string; timeZone: string }) => Promise<Result>;
}

/** A team's name and time zone. */
export function TeamDialog({ title, purpose, trigger, team, label, onSave }: TeamDialogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog title={title} purpose={purpose} isOpen={isOpen} onOpenChange={setOpen} trigger={trigger}>
      <TeamFields team={team} label={label} onSave={onSave} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function TeamFields({
  team,
  label,
  onSave,
  onDone,
}: Pick<TeamDialogProps, 'team' | 'label' | 'onSave'> & { onDone: () => void }) {
  const [problem, setProblem] = useState<{ message: string; param: string | null } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    setBusy(true);
    const result = await onSave({ name: text('name'), timeZone: text('timeZone') });
    setBusy(false);
    if (result.ok) onDone();
    else setProblem(result);
  };
  const errorFor = (param: string) => (problem?.param === param ? problem.message : null);
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label="Name" name="name" required maxLength={60} defaultValue={team.name} error={errorFor('name')} />
      <ZoneField
        label="Time zone"
        name="timeZone"
        required
        defaultValue={team.timeZone}
        help="Sets when days and months start in charts and new budgets. Existing budgets keep their time zone."
        error={errorFor('timeZone')}
      />
      <DialogFoot
        problem={problem && !['name', 'timeZone'].includes(problem.param ?? '') ? problem.message : null}
        submit={label}
        busy="Saving …"
        isBusy={isBusy}
        onCancel={onDone}
      />
    </form>
  );
}
