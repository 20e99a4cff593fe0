'use client';
import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Problem } from '@/components/ui/problem';
import { joinAsNewcomerAction } from './actions';

interface JoinFormProps {
  token: string;
  email: string;
  minPasswordLength: number;
}

/** For users without an account. */
export function JoinForm({ token, email, minPasswordLength }: JoinFormProps) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<{ message: string; param: string | null } | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password') ?? '');
    setBusy(true);
    const result = await joinAsNewcomerAction({ token, name: String(form.get('name') ?? ''), password });
    if (!result.ok) {
      setBusy(false);
      return setError(result);
    }
    await signIn('credentials', { email, password, redirect: false });
    router.replace('/playground');
    router.refresh();
  };
  const errorFor = (param: string) => (error?.param === param ? error.message : null);
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {error && !error.param && <Problem>{error.message}</Problem>}
      <Field label="Name" name="name" autoComplete="name" required isLarge autoFocus error={errorFor('name')} />
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={minPasswordLength}
        required
        isLarge
        error={errorFor('password')}
        help={`At least ${minPasswordLength} characters. A passphrase works well.`}
      />
      <Button type="submit" variant="primary" className="h-9 self-end px-4" disabled={isBusy}>
        {isBusy ? 'Joining …' : 'Create account and join'}
      </Button>
    </form>
  );
}
