'use client';
import { Check, Eye, EyeOff } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Problem } from '@/components/ui/problem';
import { createOwnerAction } from './actions';

interface SetupFormProps {
  token: string;
  minutesLeft: number;
  minPasswordLength: number;
}

export function SetupForm({ token, minutesLeft, minPasswordLength }: SetupFormProps) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [password, setPassword] = useState('');
  const [isShown, setShown] = useState(false);
  const [error, setError] = useState<{ message: string; param: string | null } | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    setBusy(true);
    setError(null);
    const result = await createOwnerAction({
      token,
      name: text('name'),
      email: text('email'),
      password,
      workspace: text('workspace'),
    });
    if (!result.ok) {
      setBusy(false);
      setError(result);
      return;
    }
    await signIn('credentials', { email: text('email'), password, redirect: false });
    router.replace('/playground');
    router.refresh();
  };

  const errorFor = (param: string) => (error?.param === param ? error.message : null);
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {error && !error.param && <Problem>{error.message}</Problem>}
      <Field label="Name" name="name" autoComplete="name" required isLarge autoFocus error={errorFor('name')} />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        isLarge
        error={errorFor('email')}
      />
      <Field
        label="Password"
        name="password"
        type={isShown ? 'text' : 'password'}
        autoComplete="new-password"
        minLength={minPasswordLength}
        required
        isLarge
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={errorFor('password')}
        help={<PasswordHelp length={password.length} minimum={minPasswordLength} />}
        trailing={
          <Button
            variant="ghost"
            size="tiny"
            isIcon
            aria-label={isShown ? 'Hide password' : 'Show password'}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff size={14} /> : <Eye size={14} />}
          </Button>
        }
      />
      <Field
        label="Workspace"
        name="workspace"
        defaultValue="Workspace"
        required
        isLarge
        help="Shown in the sidebar."
        error={errorFor('workspace')}
      />
      <div className="mt-4 flex items-center gap-3">
        <span className="text-meta text-text-3">One-time link, valid for {minutesLeft} min</span>
        <Button type="submit" variant="primary" className="ml-auto h-9 px-4" disabled={isBusy}>
          {isBusy ? 'Creating …' : 'Create owner'}
        </Button>
      </div>
    </form>
  );
}

function PasswordHelp({ length, minimum }: { length: number; minimum: number }) {
  if (length < minimum) return `At least ${minimum} characters. A passphrase works well.`;
  return (
    <span className="flex items-center gap-1.5">
      <Check size={14} className="text-ok" /> {length} characters
    </span>
  );
}
