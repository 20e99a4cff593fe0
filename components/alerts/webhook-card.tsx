'use client';
import { Send } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Field } from '../form/field';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader } from '../ui/card';
import { ConfirmButton } from '../ui/confirm-button';
import { SecretLine } from '../ui/secret-line';
import { TaskStatus } from './task-status';
import { type Answer, useTask } from './use-task';

interface WebhookCardProps {
  /** Null when not configured. */
  url: string | null;
  onSave: (input: { url: string }) => Promise<Answer<{ secret: string | null }>>;
  onRenew: (input: Record<string, never>) => Promise<Answer<{ secret: string }>>;
  onRemove: (input: Record<string, never>) => Promise<Answer<null>>;
  onTest: (input: Record<string, never>) => Promise<Answer<{ ok: boolean; words: string }>>;
}

/** The webhook for alerts and its signing secret. */
export function WebhookCard({ url, onSave, onRenew, onRemove, onTest }: WebhookCardProps) {
  const [typed, setTyped] = useState(url ?? '');
  const [secret, setSecret] = useState<string | null>(null);
  const { isBusy, message, isOk, run } = useTask();
  const isChanged = typed.trim() !== (url ?? '');
  const save = (event: FormEvent) => {
    event.preventDefault();
    return run(
      () => onSave({ url: typed }),
      ({ secret: made }) => {
        if (made) setSecret(made);
        return { ok: true, message: 'Saved. New alerts are sent to this URL.' };
      },
    );
  };
  const renew = () =>
    run(
      () => onRenew({}),
      ({ secret: made }) => {
        setSecret(made);
        return { ok: true, message: 'The new secret is in use. The old one is no longer valid.' };
      },
    );
  const remove = () =>
    run(
      () => onRemove({}),
      () => {
        setTyped('');
        setSecret(null);
        return { ok: true, message: 'Removed. Alerts are no longer sent by webhook.' };
      },
    );
  const test = () =>
    run(
      () => onTest({}),
      ({ ok, words }) => ({ ok, message: words }),
    );
  return (
    <Card>
      <CardHeader title="Webhook" qualifier={url ? 'signed, retried for about seven hours' : 'not configured'} />
      <CardBody>
        <form onSubmit={save} className="flex flex-col gap-3">
          <div className="max-w-[640px]">
            <Field
              label="URL"
              type="text"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder="https://hooks.example.com/a3m"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              help="Receives a JSON POST when a budget reaches a step. Private addresses are allowed; redirects are not followed."
            />
          </div>
          {secret && <SecretOnce secret={secret} />}
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" size="small" variant="primary" disabled={isBusy || !isChanged || typed.trim() === ''}>
              Save webhook
            </Button>
            {url && (
              <>
                <Button size="small" disabled={isBusy || isChanged} onClick={test}>
                  <Send size={14} /> Send test
                </Button>
                <ConfirmButton
                  label="New secret"
                  confirmLabel="Replace the secret"
                  isDisabled={isBusy}
                  onConfirm={renew}
                />
                <ConfirmButton
                  label="Remove"
                  confirmLabel="Remove the webhook"
                  isDisabled={isBusy}
                  onConfirm={remove}
                />
              </>
            )}
            <TaskStatus message={isBusy ? 'Waiting for a response …' : message} isOk={isOk} />
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

function SecretOnce({ secret }: { secret: string }) {
  return (
    <div className="flex max-w-[640px] flex-col gap-3 rounded-md border border-accent-line bg-accent-bg p-3">
      <p className="font-medium">Make sure to copy the signing secret now. You won’t be able to see it again.</p>
      <SecretLine secret={secret} label="Copy secret" testId="webhook-secret" />
      <p className="text-meta text-text-2">
        Use it to verify the <code className="font-mono">webhook-signature</code> header, as described by Standard
        Webhooks.
      </p>
    </div>
  );
}
