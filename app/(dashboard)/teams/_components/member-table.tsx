'use client';
import { ChevronDown, Mail } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { Problem } from '@/components/ui/problem';
import type { WorkspaceRole } from '@/lib/caller';
import type { Invitation } from '@/lib/db/teams/invitations';
import type { TeamMember } from '@/lib/db/teams/members';
import { formatAgo, formatDayIn, formatUsd } from '@/lib/format';
import type { Result } from './results';
import { CELL, HEAD } from './table';

export const ROLES: WorkspaceRole[] = ['owner', 'admin', 'member', 'viewer'];

interface MemberTableProps {
  team: { id: string; timeZone: string; mayManage: boolean; isOwner: boolean };
  members: TeamMember[];
  invitations: Invitation[];
  /** The month of the totals. */
  month: string;
  now: number;
  inviteDialog: ReactNode;
  onRole: (input: { teamId: string; userId: string; role: WorkspaceRole }) => Promise<Result>;
  onRemove: (input: { teamId: string; userId: string }) => Promise<Result>;
  onWithdraw: (input: { teamId: string; id: string }) => Promise<Result>;
}

/** The team's members with their roles and spend of the month. */
export function MemberTable(props: MemberTableProps) {
  const { team, members, invitations, month, now, inviteDialog, onRole, onRemove, onWithdraw } = props;
  const [error, setError] = useState<string | null>(null);
  const after = async (result: Promise<Result>) => {
    const answer = await result;
    setError(answer.ok ? null : answer.message);
  };
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Members" qualifier={members.length}>
        {inviteDialog}
      </CardHeader>
      {error && (
        <CardBody className="pb-0!">
          <Problem>{error}</Problem>
        </CardBody>
      )}
      <div className="mt-2 overflow-x-auto">
        <table className="w-full border-collapse tabular">
          <thead>
            <tr>
              <th className={HEAD}>Name</th>
              <th className={HEAD}>Role</th>
              <th className={`${HEAD} text-right`}>{month}</th>
              <th className={`${HEAD} text-right max-[640px]:hidden`}>Last seen</th>
              {team.mayManage && (
                <th className={HEAD}>
                  <span className="sr-only">Remove</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <tr key={member.userId}>
                <td className={`${CELL} max-w-0 w-full`}>
                  <Person name={member.name} email={member.email} />
                </td>
                <td className={CELL}>
                  <Role
                    member={member}
                    team={team}
                    onChange={(role) => after(onRole({ teamId: team.id, userId: member.userId, role }))}
                  />
                </td>
                <td className={`${CELL} text-right whitespace-nowrap`}>{formatUsd(member.spentNanoUsd)}</td>
                <td className={`${CELL} text-right whitespace-nowrap text-text-2 max-[640px]:hidden`}>
                  {member.lastSeenAt === null ? 'never' : formatAgo(member.lastSeenAt, now)}
                </td>
                {team.mayManage && (
                  <td className={`${CELL} pl-0! text-right`}>
                    <ConfirmButton
                      isIcon
                      label={`Remove ${member.name}`}
                      confirmLabel="Remove"
                      onConfirm={() => after(onRemove({ teamId: team.id, userId: member.userId }))}
                    />
                  </td>
                )}
              </tr>
            ))}
            {invitations.map(({ id, email, role, createdAt, expiresAt }) => (
              <tr key={id}>
                <td className={`${CELL} max-w-0 w-full`}>
                  <Person
                    name={email}
                    email={`invited ${formatDayIn(createdAt, team.timeZone)}, expires ${formatDayIn(expiresAt, team.timeZone)}`}
                    isInvited
                  />
                </td>
                <td className={`${CELL} text-text-2`}>{role}</td>
                <td className={`${CELL} text-right text-text-3`}>none</td>
                <td className={`${CELL} text-right text-text-3 max-[640px]:hidden`}>never</td>
                {team.mayManage && (
                  <td className={`${CELL} pl-0! text-right`}>
                    <ConfirmButton
                      isIcon
                      label={`Withdraw the invitation of ${email}`}
                      confirmLabel="Withdraw"
                      onConfirm={() => after(onWithdraw({ teamId: team.id, id }))}
                    />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Person({ name, email, isInvited = false }: { name: string; email: string; isInvited?: boolean }) {
  return (
    <span className="flex items-center gap-3">
      <span
        aria-hidden
        className={`grid size-6 shrink-0 place-items-center rounded-full text-[10px] font-semibold text-text-2 ${isInvited ? 'border border-dashed border-line-strong' : 'bg-surface-3'}`}
      >
        {isInvited ? <Mail size={12} className="text-text-3" /> : initials(name)}
      </span>
      <span className="min-w-0">
        <span className="block truncate leading-[18px]" title={name}>
          {name}
        </span>
        <span className="block truncate text-meta text-text-3" title={email}>
          {email}
        </span>
      </span>
    </span>
  );
}

interface RoleProps {
  member: TeamMember;
  team: MemberTableProps['team'];
  onChange: (role: WorkspaceRole) => Promise<void>;
}

/** Only owners can grant or remove the owner role. */
function Role({ member: { name, role }, team, onChange }: RoleProps) {
  // Shows the choice immediately; the server's result replaces it.
  const [chosen, setChosen] = useState<WorkspaceRole | null>(null);
  const choose = async (next: WorkspaceRole) => {
    setChosen(next);
    await onChange(next);
    setChosen(null);
  };
  if (!team.mayManage || (role === 'owner' && !team.isOwner)) return <span className="text-text-2">{role}</span>;
  return (
    <span className="relative -ml-1.5 inline-block">
      <select
        aria-label={`Role of ${name}`}
        value={chosen ?? role}
        disabled={chosen !== null}
        onChange={(event) => choose(event.target.value as WorkspaceRole)}
        className="h-7 appearance-none rounded-sm bg-transparent pr-6 pl-1.5 hover:bg-hover pointer-coarse:h-11"
      >
        {ROLES.filter((one) => one !== 'owner' || team.isOwner).map((one) => (
          <option key={one} value={one} className="bg-control">
            {one}
          </option>
        ))}
      </select>
      <ChevronDown size={12} className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 text-text-3" />
    </span>
  );
}

function initials(name: string): string {
  const [first = '?', second = ''] = name.split(/\s+/);
  return `${first.charAt(0)}${second.charAt(0)}`.toUpperCase();
}
