'use client';
import { BellRing } from 'lucide-react';
import { Switch } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import { Field } from '../form/field';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader } from '../ui/card';
import { Empty } from '../ui/empty';
import { TaskStatus } from './task-status';
import { type Answer, useTask } from './use-task';

export interface BudgetRecipients {
  budgetId: string;
  /** Display name of the budget. */
  name: string;
  emails: string[];
  extraEmails: string[];
  byWebhook: boolean;
}

type OnSave = (input: { budgetId: string; extraEmails: string[]; byWebhook: boolean }) => Promise<Answer<null>>;

/** The recipients of each budget's alerts. */
export function RecipientsCard({ budgets, onSave }: { budgets: BudgetRecipients[]; onSave: OnSave }) {
  return (
    <Card>
      <CardHeader title="Recipients" qualifier="per budget, in addition to the bell" />
      <CardBody>
        {budgets.length === 0 ? (
          <Empty icon={BellRing} title="No budgets yet">
            Create a budget in Teams, then choose here who gets its alerts.
          </Empty>
        ) : (
          <ul>
            {budgets.map((budget) => (
              <RecipientsRow key={budget.budgetId} budget={budget} onSave={onSave} />
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

function RecipientsRow({ budget, onSave }: { budget: BudgetRecipients; onSave: OnSave }) {
  const { budgetId, name, emails } = budget;
  const [typed, setTyped] = useState(budget.extraEmails.join(', '));
  const [byWebhook, setByWebhook] = useState(budget.byWebhook);
  const { isBusy, message, isOk, run } = useTask();
  const switchId = useId();
  const extraEmails = typed.split(/[\s,;]+/).filter(Boolean);
  const isChanged = byWebhook !== budget.byWebhook || extraEmails.join() !== budget.extraEmails.join();
  const save = (event: FormEvent) => {
    event.preventDefault();
    return run(
      () => onSave({ budgetId, extraEmails, byWebhook }),
      () => ({ ok: true, message: 'Saved.' }),
    );
  };
  return (
    <li className="border-t border-line-subtle py-3 first:border-t-0 first:pt-0">
      <form onSubmit={save} aria-label={name} className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60 self-start">
          <p className="font-medium">{name}</p>
          <p className="text-meta text-text-2 break-words">
            {emails.length > 0 ? emails.join(', ') : 'This team has no admins; only these addresses are notified.'}
          </p>
        </div>
        <div className="w-80 max-[640px]:w-full">
          <Field
            label="Additional e-mail addresses"
            placeholder="finance@example.com"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <label htmlFor={switchId} className="flex h-8 items-center gap-2 text-meta">
          <Switch.Root
            id={switchId}
            checked={byWebhook}
            onCheckedChange={setByWebhook}
            className="touch-target h-4 w-7 shrink-0 rounded-full bg-line-input transition-colors data-[state=checked]:bg-accent"
          >
            <Switch.Thumb className="block size-3 translate-x-0.5 rounded-full bg-white transition-transform data-[state=checked]:translate-x-[14px]" />
          </Switch.Root>
          Webhook
        </label>
        <Button type="submit" disabled={isBusy || !isChanged}>
          Save
        </Button>
        {message && <TaskStatus message={message} isOk={isOk} />}
      </form>
    </li>
  );
}
