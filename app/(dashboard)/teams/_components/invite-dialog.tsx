'use client';
import { UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/form/field';
import { SelectField } from '@/components/form/select-field';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { DialogFoot } from '@/components/ui/dialog-foot';
import { SecretLine } from '@/components/ui/secret-line';
import type { WorkspaceRole } from '@/lib/caller';
import { ROLES } from './member-table';
import type { Result } from './results';

interface InviteDialogProps {
  team: { id: string; name: string; isOwner: boolean };
  onInvite: (input: {
    teamId: string;
    email: string;
    role: WorkspaceRole;
  }) => Promise<Result<{ name: string; link: string | null }>>;
}

const ROLE_DESCRIPTIONS: Record<WorkspaceRole, string> = {
  owner: 'owner: full access, including other owners',
  admin: 'admin: manages members, keys and budgets',
  member: 'member: sends requests and views the team',
  viewer: 'viewer: views the team',
};

/** Invites a person by e-mail: existing users join immediately, others get a link. */
export function InviteDialog({ team, onInvite }: InviteDialogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title={`Invite to ${team.name}`}
      purpose="Existing users join immediately. For anyone else you get a one-time link, valid for seven days."
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small">
          <UserPlus size={14} /> Invite
        </Button>
      }
    >
      <InviteFields team={team} onInvite={onInvite} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function InviteFields({ team, onInvite, onDone }: InviteDialogProps & { onDone: () => void }) {
  const [problem, setProblem] = useState<{ message: string; param: string | null } | null>(null);
  const [invited, setInvited] = useState<{ name: string; link: string | null } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const email = String(form.get('email') ?? '').trim();
    const result = await onInvite({ teamId: team.id, email, role: String(form.get('role')) as WorkspaceRole });
    setBusy(false);
    if (result.ok) setInvited(result.value);
    else setProblem(result);
  };
  if (invited) return <Invited {...invited} onDone={onDone} />;
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field
        label="E-mail"
        name="email"
        type="email"
        required
        autoComplete="off"
        error={problem?.param === 'email' ? problem.message : null}
      />
      <SelectField label="Role" name="role" defaultValue="member">
        {ROLES.filter((role) => role !== 'owner' || team.isOwner).map((role) => (
          <option key={role} value={role}>
            {ROLE_DESCRIPTIONS[role]}
          </option>
        ))}
      </SelectField>
      <DialogFoot
        problem={problem && problem.param !== 'email' ? problem.message : null}
        submit="Invite"
        busy="Inviting …"
        isBusy={isBusy}
        onCancel={onDone}
      />
    </form>
  );
}

function Invited({ name, link, onDone }: { name: string; link: string | null; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-3">
      {link ? (
        <>
          <p className="text-text-2">
            Send this link to {name}. It is shown only once; anyone who opens it can join as {name}.
          </p>
          <SecretLine secret={link} label="Copy link" testId="invitation" />
        </>
      ) : (
        <p className="text-text-2">{name} has been added to the team.</p>
      )}
      <Button variant="primary" className="self-end" onClick={onDone}>
        Done
      </Button>
    </div>
  );
}
