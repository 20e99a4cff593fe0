'use client';
import { Send } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { MailSecurity, ShownMailSettings } from '@/lib/db/alerts/alert-settings';
import { Field } from '../form/field';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader } from '../ui/card';
import { ConfirmButton } from '../ui/confirm-button';
import { TaskStatus } from './task-status';
import { type Answer, useTask } from './use-task';

export interface MailInput {
  host: string;
  port: number;
  security: MailSecurity;
  user: string;
  /** Null keeps the stored password. */
  password: string | null;
  from: string;
}

interface MailCardProps {
  /** Null when not configured. */
  settings: ShownMailSettings | null;
  /** Default recipient of a test. */
  ownEmail: string;
  onSave: (input: MailInput) => Promise<Answer<null>>;
  onRemove: (input: Record<string, never>) => Promise<Answer<null>>;
  onTest: (input: { to: string }) => Promise<Answer<{ ok: boolean; words: string }>>;
}

type Form = Record<'host' | 'port' | 'security' | 'user' | 'password' | 'from', string>;

const SECURITIES: [MailSecurity, string][] = [
  ['tls', 'TLS (465)'],
  ['starttls', 'STARTTLS (587)'],
  ['none', 'none (unencrypted)'],
];
const PORTS: Record<string, string> = { tls: '465', starttls: '587', none: '25' };

/** The mail server for alerts. */
export function MailCard({ settings, ownEmail, onSave, onRemove, onTest }: MailCardProps) {
  const [form, setForm] = useState(() => toForm(settings));
  const { isBusy, message, isOk, run } = useTask();
  const isChanged = JSON.stringify(form) !== JSON.stringify(toForm(settings));
  const save = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = { ...form, host: form.host.trim(), user: form.user.trim(), from: form.from.trim() };
    return run(
      () => onSave(toInput(trimmed)),
      () => {
        setForm({ ...trimmed, password: '' });
        return { ok: true, message: 'Saved. New alerts are sent by e-mail.' };
      },
    );
  };
  const remove = () =>
    run(
      () => onRemove({}),
      () => {
        setForm(toForm(null));
        return { ok: true, message: 'Removed. Alerts are no longer sent by e-mail.' };
      },
    );
  return (
    <Card>
      <CardHeader title="E-mail" qualifier={settings ? `through ${settings.host}` : 'not configured'} />
      <CardBody className="flex flex-col gap-4">
        <form onSubmit={save} className="flex flex-col gap-4">
          <MailFields form={form} hasPassword={settings?.hasPassword ?? false} onChange={setForm} />
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" size="small" variant="primary" disabled={isBusy || !isChanged}>
              Save mail server
            </Button>
            {settings && (
              <ConfirmButton
                label="Remove"
                confirmLabel="Remove the mail server"
                isDisabled={isBusy}
                onConfirm={remove}
              />
            )}
            <TaskStatus message={isBusy ? 'Saving …' : message} isOk={isOk} />
          </div>
        </form>
        {settings && <TestMail ownEmail={ownEmail} isDisabled={isBusy || isChanged} onTest={onTest} />}
      </CardBody>
    </Card>
  );
}

interface MailFieldsProps {
  form: Form;
  hasPassword: boolean;
  onChange: (form: Form) => void;
}

function MailFields({ form, hasPassword, onChange }: MailFieldsProps) {
  const securityId = useId();
  const field = (name: keyof Form) => ({
    name,
    value: form[name],
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => onChange({ ...form, [name]: event.target.value }),
  });
  // Selects the default port, unless another one was entered.
  const secure = (security: string) => {
    const isUsual = form.port === '' || Object.values(PORTS).includes(form.port);
    onChange({ ...form, security, port: isUsual ? (PORTS[security] ?? form.port) : form.port });
  };
  return (
    <div className="grid max-w-[960px] grid-cols-3 gap-4 max-[860px]:grid-cols-2 max-[640px]:grid-cols-1">
      <Field label="Server" placeholder="smtp.example.com" required {...field('host')} />
      <div className="flex flex-col gap-1.5">
        <label htmlFor={securityId} className="text-meta font-medium">
          Encryption
        </label>
        <select
          id={securityId}
          value={form.security}
          onChange={(event) => secure(event.target.value)}
          className="h-8 w-full rounded-md border border-line-input bg-control px-2 pointer-coarse:h-11"
        >
          {SECURITIES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <Field label="Port" inputMode="numeric" required className="tabular" {...field('port')} />
      <Field label="User name" placeholder="none" {...field('user')} />
      <Field
        label="Password"
        type="password"
        placeholder={hasPassword ? 'stored; enter a new one to replace it' : 'none'}
        {...field('password')}
        autoComplete="new-password"
      />
      <Field label="From" placeholder="alerts@example.com" required {...field('from')} />
    </div>
  );
}

function TestMail({
  ownEmail,
  isDisabled,
  onTest,
}: Pick<MailCardProps, 'ownEmail' | 'onTest'> & { isDisabled: boolean }) {
  const [to, setTo] = useState(ownEmail);
  const { isBusy, message, isOk, run } = useTask();
  const test = (event: FormEvent) => {
    event.preventDefault();
    return run(
      () => onTest({ to }),
      ({ ok, words }) => ({ ok, message: words }),
    );
  };
  return (
    <form onSubmit={test} className="flex flex-wrap items-end gap-2 border-t border-line-subtle pt-4">
      <div className="w-72 max-[640px]:w-full">
        <Field
          label="Test recipient"
          type="email"
          required
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <Button type="submit" disabled={isBusy || isDisabled}>
        <Send size={14} /> Send test
      </Button>
      <TaskStatus message={isBusy ? 'Waiting for the mail server …' : message} isOk={isOk} />
    </form>
  );
}

function toForm(settings: ShownMailSettings | null): Form {
  const { host = '', port = 587, security = 'starttls', user = '', from = '' } = settings ?? {};
  return { host, port: String(port), security, user: user ?? '', password: '', from };
}

function toInput({ port, security, password, ...rest }: Form): MailInput {
  return { ...rest, port: Number(port), security: security as MailSecurity, password: password || null };
}
