'use client';
import { Plus, Settings2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import type { Result } from './results';
import { TeamDialog } from './team-dialog';

type TeamDraft = { name: string; timeZone: string };

/** Makes a team and goes to it. */
export function NewTeamButton({
  timeZone,
  onCreate,
}: {
  timeZone: string;
  onCreate: (team: TeamDraft) => Promise<Result<{ teamId: string }>>;
}) {
  const router = useRouter();
  const create = async (team: TeamDraft) => {
    const result = await onCreate(team);
    if (result.ok) router.push(`/teams?team=${result.value.teamId}`);
    return result;
  };
  return (
    <TeamDialog
      title="New team"
      purpose="It has members, keys and budgets of its own. You are its first owner."
      team={{ name: '', timeZone }}
      label="Create team"
      onSave={create}
      trigger={
        <Button variant="primary">
          <Plus size={14} /> New team
        </Button>
      }
    />
  );
}

/** Names a team anew, or moves its days. */
export function ChangeTeamButton({
  team,
  onChange,
}: {
  team: TeamDraft & { id: string };
  onChange: (team: TeamDraft & { teamId: string }) => Promise<Result>;
}) {
  return (
    <TeamDialog
      key={`${team.id} ${team.name} ${team.timeZone}`}
      title={`Team ${team.name}`}
      purpose="Another zone makes the team’s days anew, from quarters of an hour, to the nano-dollar."
      team={team}
      label="Save team"
      onSave={(draft) => onChange({ ...draft, teamId: team.id })}
      trigger={
        <Button
          variant="ghost"
          size="small"
          isIcon
          aria-label={`Name and zone of ${team.name}`}
          title={`Name and zone of ${team.name}`}
        >
          <Settings2 size={14} />
        </Button>
      }
    />
  );
}
