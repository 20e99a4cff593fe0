import type { Metadata } from 'next';
import { z } from 'zod';
import { PageBody, PageHeader } from '@/components/shell/page';
import { pageCaller } from '@/lib/auth/guards';
import { isAdmin } from '@/lib/caller';
import { formatMonthIn } from '@/lib/format';
import { teamReport } from '@/lib/services/people/team-report';
import { BudgetPanel } from './_components/budget-panel';
import { InviteDialog } from './_components/invite-dialog';
import { KeyTable } from './_components/key-table';
import { LimitTestCard } from './_components/limit-test-card';
import { MemberTable } from './_components/member-table';
import { NewBudgetDialog } from './_components/new-budget-dialog';
import { NewKeyDialog } from './_components/new-key-dialog';
import { ChangeTeamButton, NewTeamButton } from './_components/team-buttons';
import { TeamList } from './_components/team-list';
import {
  addBudgetAction,
  changeBudgetAction,
  changeRoleAction,
  changeTeamAction,
  createTeamAction,
  createTeamKeyAction,
  inviteAction,
  removeBudgetAction,
  removeMemberAction,
  restoreBudgetAction,
  revokeTeamKeyAction,
  withdrawInvitationAction,
} from './actions';

export const metadata: Metadata = { title: 'Teams' };

const searchSchema = z.object({ team: z.string().max(64).optional().catch(undefined) });

export default async function TeamsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const visit = await pageCaller();
  const { runtime, caller } = visit;
  const search = searchSchema.parse(await searchParams);
  const { teams, team, budgets, members, invitations, keys, now } = await teamReport(visit, search.team);
  const { mayManage } = team;
  const month = formatMonthIn(now, team.timeZone);
  const activeKeys = keys.filter(({ revokedAt }) => revokedAt === null);
  return (
    <>
      <PageHeader title="Teams" purpose="Members, API keys and budgets.">
        {isAdmin(caller) && <NewTeamButton timeZone={team.timeZone} onCreate={createTeamAction} />}
      </PageHeader>
      <PageBody>
        <div className="grid grid-cols-[288px_minmax(0,1fr)] items-start gap-4 max-[900px]:grid-cols-1">
          <div className="flex min-w-0 flex-col gap-4 max-[900px]:contents">
            <TeamList teams={teams} currentId={team.id}>
              {mayManage && <ChangeTeamButton team={team} onChange={changeTeamAction} />}
            </TeamList>
            <div className="max-[900px]:order-last">
              <LimitTestCard
                key={team.id}
                teamId={team.id}
                unavailableReason={limitTestUnavailable(mayManage, runtime.sandbox !== null)}
              />
            </div>
          </div>
          <BudgetPanel
            key={team.id}
            teamId={team.id}
            initial={{ budgets, at: now }}
            newBudget={
              mayManage && (
                <NewBudgetDialog
                  team={team}
                  keys={activeKeys}
                  members={members.map(({ userId, name }) => ({ id: userId, name }))}
                  isAdmin={isAdmin(caller)}
                  onAdd={addBudgetAction}
                />
              )
            }
            onChange={changeBudgetAction}
            onRemove={removeBudgetAction}
            onRestore={restoreBudgetAction}
          />
        </div>
        <div className="grid grid-cols-2 items-start gap-4 max-[1000px]:grid-cols-1">
          <MemberTable
            key={`members ${team.id}`}
            team={team}
            members={members}
            invitations={invitations}
            month={month}
            now={now}
            inviteDialog={mayManage && <InviteDialog team={team} onInvite={inviteAction} />}
            onRole={changeRoleAction}
            onRemove={removeMemberAction}
            onWithdraw={withdrawInvitationAction}
          />
          <KeyTable
            key={`keys ${team.id}`}
            team={team}
            keys={keys}
            budgets={budgets.filter(({ scope }) => scope === 'key')}
            month={month}
            now={now}
            newKey={mayManage && <NewKeyDialog team={team} onCreate={createTeamKeyAction} />}
            onRevoke={revokeTeamKeyAction}
          />
        </div>
        <p className="text-meta text-text-3">
          {team.name} uses the time zone {team.timeZone}.
        </p>
      </PageBody>
    </>
  );
}

function limitTestUnavailable(mayManage: boolean, hasSandbox: boolean): string | null {
  if (!mayManage) return 'Only an owner or an admin of the team can run this test.';
  return hasSandbox ? null : 'The sandbox is off. Start the server with A3M_SANDBOX=on to run this test.';
}
