'use client';
import { Undo2, Wallet } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { gaugeTone } from '@/components/ui/gauge';
import { Note } from '@/components/ui/note';
import { Problem } from '@/components/ui/problem';
import type { BudgetView } from '@/lib/db/budgets/budget-views';
import { capitalize } from '@/lib/format';
import { AlertList } from './alert-list';
import { BudgetEditor } from './budget-editor';
import { BudgetFigures } from './budget-figures';
import { budgetLabel, ownerLabel } from './budget-labels';
import { BudgetTabs } from './budget-tabs';
import type { ChangeBudget, OnBudget } from './results';
import { shareOfLimit } from './team-list';
import { type LiveBudgets, useLiveBudgets } from './use-live-budgets';

interface BudgetPanelProps {
  teamId: string;
  initial: LiveBudgets;
  /** Opens the dialog for a new budget; null without permission. */
  newBudget: ReactNode;
  onChange: ChangeBudget;
  onRemove: OnBudget;
  onRestore: OnBudget;
}

/** The budgets that apply to a team, live; the one with the least room first. */
export function BudgetPanel({ teamId, initial, newBudget, onChange, onRemove, onRestore }: BudgetPanelProps) {
  const { budgets, connection } = useLiveBudgets(teamId, initial);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [removed, setRemoved] = useState<BudgetView | null>(null);
  const [error, setError] = useState<string | null>(null);
  // A selected budget stays selected when another one becomes tighter.
  const budget = budgets.find(({ id }) => id === chosenId) ?? budgets[0];
  const remove = async (deleted: BudgetView) => {
    const result = await onRemove({ id: deleted.id });
    setError(result.ok ? null : result.message);
    if (result.ok) setRemoved(deleted);
  };
  const restore = async (deleted: BudgetView) => {
    const result = await onRestore({ id: deleted.id });
    setError(result.ok ? null : result.message);
    if (!result.ok) return;
    setRemoved(null);
    setChosenId(deleted.id);
  };
  return (
    <Card>
      <CardHeader title="Budget" qualifier={budget && ownerLabel(budget)}>
        {newBudget}
      </CardHeader>
      {connection !== 'live' && (
        <CardBody className="pb-0!">
          <Note tone="warn" role="status">
            {connection === 'unreachable'
              ? 'The server is not responding. These figures are not updating.'
              : 'You are signed out. These figures are not updating.'}
          </Note>
        </CardBody>
      )}
      {removed && (
        <CardBody className="pb-0!">
          <div
            role="status"
            className="flex flex-wrap items-center gap-3 rounded-md border border-line bg-surface-2 py-1.5 pr-1.5 pl-3 text-meta"
          >
            <span className="min-w-0 flex-1">
              {capitalize(budgetLabel(removed))} was deleted. If you undo this, spend in the meantime still counts.
            </span>
            <Button size="small" onClick={() => restore(removed)}>
              <Undo2 size={14} /> Undo
            </Button>
          </div>
        </CardBody>
      )}
      {error && (
        <CardBody className="pb-0!">
          <Problem>{error}</Problem>
        </CardBody>
      )}
      {budgets.length > 1 && budget && <BudgetTabs budgets={budgets} currentId={budget.id} onChoose={setChosenId} />}
      {budget ? (
        <div key={budget.id} className={gaugeTone(shareOfLimit(budget.spentNanoUsd, budget.limitNanoUsd))}>
          <CardBody>
            <BudgetFigures budget={budget} />
          </CardBody>
          <BudgetEditor budget={budget} onChange={onChange} onRemove={() => remove(budget)}>
            <AlertList budget={budget} />
          </BudgetEditor>
        </div>
      ) : (
        <CardBody>
          <Empty icon={Wallet} title="No budget yet">
            Without a budget, spend is unlimited. A budget sends alerts, switches to cheaper models and refuses requests
            at its limit.
          </Empty>
        </CardBody>
      )}
    </Card>
  );
}
