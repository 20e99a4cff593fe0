'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Problem } from '@/components/ui/problem';
import { joinAction } from './actions';

/** For users who are already signed in. */
export function JoinButton({ token, teamName }: { token: string; teamName: string }) {
  const router = useRouter();
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const join = async () => {
    setBusy(true);
    const result = await joinAction({ token });
    if (result.ok) return router.replace('/playground');
    setBusy(false);
    setError(result.message);
  };
  return (
    <div className="flex flex-col items-start gap-4">
      {error && <Problem>{error}</Problem>}
      <Button variant="primary" className="h-9 px-4" onClick={join} disabled={isBusy}>
        {isBusy ? 'Joining …' : `Join ${teamName}`}
      </Button>
    </div>
  );
}
