'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { CostAddress } from '@/lib/services/costs/address';
import { DAY_MS } from '@/lib/time-range';
import { costHref } from './filters';

const MOST_DAYS = 366;
const INPUT = 'h-8 rounded-md border border-line-input bg-control px-2 text-ui pointer-coarse:h-11';

/** A custom range; both days are included. */
export function SpanForm({ address, today }: { address: CostAddress; today: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [String(form.get('from')), String(form.get('to'))];
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
    if (days >= 1 && days <= MOST_DAYS) return router.push(costHref({ ...address, range: 'custom', from, to }));
    setProblem(days > MOST_DAYS ? 'Choose at most one year.' : 'The end date is before the start date.');
  };
  return (
    <form onSubmit={submit} className="mt-1 flex flex-col gap-2 border-t border-line-subtle p-2">
      <label className="flex items-center justify-between gap-2 text-meta text-text-2">
        From <input type="date" name="from" required max={today} defaultValue={address.from} className={INPUT} />
      </label>
      <label className="flex items-center justify-between gap-2 text-meta text-text-2">
        To <input type="date" name="to" required max={today} defaultValue={address.to ?? today} className={INPUT} />
      </label>
      {problem && (
        <p role="alert" className="text-meta text-danger-text">
          {problem}
        </p>
      )}
      <Button type="submit" size="small">
        Apply
      </Button>
    </form>
  );
}
