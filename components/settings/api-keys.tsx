'use client';
import { KeyRound, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { ApiKey } from '@/lib/db/teams/keys';
import { formatDay, formatMoment } from '../../lib/format';
import { Field } from '../form/field';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader } from '../ui/card';
import { ConfirmButton } from '../ui/confirm-button';
import { Empty } from '../ui/empty';
import { Note } from '../ui/note';
import { SecretLine } from '../ui/secret-line';
import { Tag } from '../ui/tag';
import { ExpiryField, type NewKey, newKeyFrom } from './key-form';

type Result<Value> = { ok: true; value: Value } | { ok: false; message: string };

interface ApiKeysProps {
  keys: ApiKey[];
  baseUrl: string;
  mayChange: boolean;
  onCreate: (input: NewKey) => Promise<Result<{ secret: string }>>;
  onRevoke: (input: { id: string }) => Promise<Result<null>>;
}

/** The team's API keys: create, copy once, revoke. */
export function ApiKeys({ keys, baseUrl, mayChange, onCreate, onRevoke }: ApiKeysProps) {
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Card>
      <CardHeader title="API keys" qualifier={`for ${baseUrl}`}>
        {mayChange && (
          <Button size="small" variant="primary" onClick={() => setAdding(!isAdding)} aria-expanded={isAdding}>
            <Plus size={14} /> New key
          </Button>
        )}
      </CardHeader>
      <CardBody>
        {isAdding && (
          <NewKeyForm
            onCreate={onCreate}
            onCreated={(created) => {
              setSecret(created);
              setAdding(false);
            }}
          />
        )}
        {secret && <NewSecret secret={secret} baseUrl={baseUrl} />}
        {keys.length === 0 ? (
          <Empty icon={KeyRound} title="No keys yet">
            Applications need a key to use the API. {mayChange ? 'Create one above.' : 'An admin can create one.'}
          </Empty>
        ) : (
          <KeyList keys={keys} mayChange={mayChange} onRevoke={onRevoke} />
        )}
      </CardBody>
    </Card>
  );
}

interface NewKeyFormProps {
  onCreate: ApiKeysProps['onCreate'];
  onCreated: (secret: string) => void;
}

function NewKeyForm({ onCreate, onCreated }: NewKeyFormProps) {
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = newKeyFrom(new FormData(event.currentTarget));
    setBusy(true);
    const result = await onCreate(key);
    setBusy(false);
    if (result.ok) onCreated(result.value.secret);
    else setError(result.message);
  };
  return (
    <form
      onSubmit={submit}
      className="mb-4 flex flex-wrap items-start gap-3 rounded-md border border-line bg-surface-2 p-3"
    >
      <div className="w-64 max-[640px]:w-full">
        <Field label="Name" name="name" placeholder="zendesk-bot" required maxLength={60} autoFocus error={error} />
      </div>
      <div className="w-64 max-[640px]:w-full">
        <Field
          label="Allowed models"
          name="grants"
          placeholder="All models"
          title="Providers or models, separated by commas"
        />
      </div>
      <ExpiryField />
      <Button type="submit" variant="primary" className="mt-[22px]" disabled={isBusy}>
        {isBusy ? 'Creating …' : 'Create key'}
      </Button>
    </form>
  );
}

function NewSecret({ secret, baseUrl }: { secret: string; baseUrl: string }) {
  return (
    <div className="mb-4 flex flex-col gap-3 rounded-md border border-accent-line bg-accent-bg p-3">
      <p className="font-medium">Make sure to copy your API key now. You won’t be able to see it again.</p>
      <SecretLine secret={secret} label="Copy key" testId="new-key" />
      <p className="text-meta text-text-2">
        Point an OpenAI client at <code className="font-mono">{baseUrl}</code> with this key and the model{' '}
        <code className="font-mono">auto</code>.
      </p>
    </div>
  );
}

function KeyList({ keys, mayChange, onRevoke }: Pick<ApiKeysProps, 'keys' | 'mayChange' | 'onRevoke'>) {
  return (
    <ul className="flex flex-col">
      {keys.map((key) => (
        <li
          key={key.id}
          className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line-subtle py-2 first:border-t-0"
        >
          <span className="min-w-0 flex-1">
            <span className={key.revokedAt ? 'block text-text-3 line-through' : 'block font-medium'}>{key.name}</span>
            <code className="font-mono text-[12px] text-text-3">{key.hint}</code>
            {key.grants.length > 0 && <span className="ml-2 text-meta text-text-2">only {key.grants.join(', ')}</span>}
          </span>
          <span className="text-meta text-text-2 tabular">
            {key.lastUsedAt ? `last used ${formatMoment(key.lastUsedAt)}` : 'never used'}
          </span>
          <KeyState shownKey={key} mayChange={mayChange} onRevoke={onRevoke} />
        </li>
      ))}
    </ul>
  );
}

function KeyState({
  shownKey,
  mayChange,
  onRevoke,
}: { shownKey: ApiKey } & Pick<ApiKeysProps, 'mayChange' | 'onRevoke'>) {
  const [error, setError] = useState<string | null>(null);
  const { id, revokedAt, expiresAt } = shownKey;
  if (revokedAt) return <Tag>revoked {formatDay(revokedAt)}</Tag>;
  const revoke = async () => {
    const result = await onRevoke({ id });
    if (!result.ok) setError(result.message);
  };
  return (
    <span className="flex items-center gap-2">
      {expiresAt && <Tag tone="outline">expires {formatDay(expiresAt)}</Tag>}
      {error && <Note tone="danger">{error}</Note>}
      {mayChange && <ConfirmButton label="Revoke" confirmLabel="Revoke permanently" onConfirm={revoke} />}
    </span>
  );
}
