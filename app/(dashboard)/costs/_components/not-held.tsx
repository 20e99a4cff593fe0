import { Layers } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { COST_FILTERS, type CostAddress } from '@/lib/services/costs/address';
import { costHref } from './filters';

interface NotHeldProps {
  address: CostAddress;
  /** What is filtered by. */
  names: string[];
  /** What it is to be told apart by; absent: the filters alone are too many. */
  by?: string;
}

/** Says what no sum holds together, rather than guess. */
export function NotHeld({ address, names, by }: NotHeldProps) {
  const asked = [...names, ...(by && !names.includes(by) ? [by] : [])];
  const without = Object.fromEntries(COST_FILTERS.map((name) => [name, undefined]));
  return (
    <Empty
      icon={Layers}
      title={`No sum holds ${listed(asked)} together`}
      action={
        <Link href={costHref({ ...address, ...without })} className={buttonClass()}>
          Remove the filters
        </Link>
      }
    >
      Sums are kept small: by call (provider, model), by category and status, by who answered and status, by key and
      status. Every request with its filters is in the CSV.
    </Empty>
  );
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
