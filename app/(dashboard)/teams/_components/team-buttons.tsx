'use client';
import { Plus, Settings2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import type { Result } from './results';
import { TeamDialog } from './team-dialog';

type TeamDraft = { name: string; timeZone: string };

/** Creates a team and opens it. */
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
      purpose="A team has its own members, keys and budgets. You become its owner."
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

/** Changes a team's name or time zone. */
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
      purpose="Changing the time zone recalculates daily totals."
      team={team}
      label="Save team"
      onSave={(draft) => onChange({ ...draft, teamId: team.id })}
      trigger={
        <Button
          variant="ghost"
          size="small"
          isIcon
          aria-label={`Edit team ${team.name}`}
          title={`Edit team ${team.name}`}
        >
          <Settings2 size={14} />
        </Button>
      }
    />
  );
}
