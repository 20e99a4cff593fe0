'use client';
import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Problem } from '@/components/ui/problem';

/** Signs in, then goes to `next`. */
export function LoginForm({ next }: { next: string }) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    const result = await signIn('credentials', {
      email: form.get('email'),
      password: form.get('password'),
      redirect: false,
    }).catch(() => null);
    if (result?.ok) {
      router.replace(next);
      router.refresh();
      return;
    }
    setBusy(false);
    setError(
      result?.status === 401
        ? 'Incorrect e-mail or password. After ten failed attempts, the account is locked for ten minutes.'
        : 'The server did not answer. Try again in a moment.',
    );
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {error && <Problem>{error}</Problem>}
      <Field label="E-mail" name="email" type="email" autoComplete="username" required isLarge autoFocus />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required isLarge />
      <Button type="submit" variant="primary" className="h-9 self-end px-4" disabled={isBusy}>
        {isBusy ? 'Signing in …' : 'Sign in'}
      </Button>
    </form>
  );
}
