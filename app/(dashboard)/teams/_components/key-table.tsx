'use client';
import { KeyRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { Empty } from '@/components/ui/empty';
import { Gauge } from '@/components/ui/gauge';
import { Problem } from '@/components/ui/problem';
import type { BudgetView } from '@/lib/db/budgets/budget-views';
import type { TeamKey } from '@/lib/db/teams/team-keys';
import { formatAgo, formatDayIn, formatPercent, formatUsd } from '@/lib/format';
import type { Result } from './results';
import { CELL, HEAD } from './table';
import { shareOfLimit } from './team-list';

interface KeyTableProps {
  team: { id: string; timeZone: string; mayManage: boolean };
  keys: TeamKey[];
  /** The budgets of these keys, the tightest first. */
  budgets: BudgetView[];
  month: string;
  now: number;
  newKey: ReactNode;
  onRevoke: (input: { teamId: string; id: string }) => Promise<Result>;
}

/** The team's keys with their permissions, spend and last use. */
export function KeyTable({ team, keys, budgets, month, now, newKey, onRevoke }: KeyTableProps) {
  const [error, setError] = useState<string | null>(null);
  const revoke = async (id: string) => {
    const result = await onRevoke({ teamId: team.id, id });
    setError(result.ok ? null : result.message);
  };
  return (
    <Card className="overflow-hidden">
      <CardHeader title="API keys" qualifier={keys.length > 0 ? keys.length : null}>
        {newKey}
      </CardHeader>
      {error && (
        <CardBody className="pb-0!">
          <Problem>{error}</Problem>
        </CardBody>
      )}
      {keys.length === 0 ? (
        <CardBody>
          <Empty icon={KeyRound} title="No keys yet">
            Applications need a key to send requests for this team.
          </Empty>
        </CardBody>
      ) : (
        <div className="mt-2 overflow-x-auto">
          <table className="w-full border-collapse tabular">
            <thead>
              <tr>
                <th className={HEAD}>Key</th>
                <th className={`${HEAD} text-right`}>{month}</th>
                <th className={`${HEAD} text-right`}>Last use</th>
                {team.mayManage && (
                  <th className={HEAD}>
                    <span className="sr-only">Revoke</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <tr key={key.id} className={key.revokedAt ? 'text-text-3' : undefined}>
                  <td className={`${CELL} w-full max-w-0`}>
                    <span className="block truncate leading-[18px]" title={key.name}>
                      {key.name}
                    </span>
                    <span className="block truncate text-meta text-text-3" title={key.grants.join(', ')}>
                      <code className="font-mono">{key.hint}</code>
                      {key.grants.length > 0 && ` · only ${key.grants.join(', ')}`}
                    </span>
                  </td>
                  <td className={`${CELL} text-right whitespace-nowrap`}>
                    <Spent teamKey={key} budget={budgets.find(({ keyId }) => keyId === key.id)} />
                  </td>
                  <td className={`${CELL} text-right whitespace-nowrap text-text-2`}>
                    {lastUse(key, team.timeZone, now)}
                  </td>
                  {team.mayManage && (
                    <td className={`${CELL} pl-0! text-right`}>
                      {!key.revokedAt && (
                        <ConfirmButton
                          isIcon
                          label={`Revoke ${key.name}`}
                          confirmLabel="Revoke"
                          onConfirm={() => revoke(key.id)}
                        />
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

/** Spend of the month, or of the key's own budget. */
function Spent({ teamKey, budget }: { teamKey: TeamKey; budget: BudgetView | undefined }) {
  if (!budget) return <>{formatUsd(teamKey.spentNanoUsd)}</>;
  const spent = shareOfLimit(budget.spentNanoUsd, budget.limitNanoUsd);
  return (
    <>
      <span className="block leading-[18px]">
        {formatUsd(budget.spentNanoUsd)}{' '}
        <span className="text-text-3 max-[640px]:hidden">of {formatUsd(budget.limitNanoUsd)}</span>
      </span>
      <span className="mt-1 ml-auto block w-24 max-[640px]:w-14">
        <Gauge
          size="thin"
          spent={spent}
          reserved={shareOfLimit(budget.reservedNanoUsd, budget.limitNanoUsd)}
          label={`${formatPercent(spent)} of its ${budget.period} budget spent`}
        />
      </span>
    </>
  );
}

function lastUse({ revokedAt, expiresAt, lastUsedAt }: TeamKey, timeZone: string, now: number): string {
  if (revokedAt) return `revoked ${formatDayIn(revokedAt.getTime(), timeZone)}`;
  if (expiresAt && expiresAt.getTime() <= now) return `expired ${formatDayIn(expiresAt.getTime(), timeZone)}`;
  return lastUsedAt ? formatAgo(lastUsedAt.getTime(), now) : 'never';
}
