import { Layers } from 'lucide-react';
import { buttonClass } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { COST_FILTERS, type CostAddress } from '@/lib/services/costs/address';
import { costHref } from './filters';

interface UnavailableCombinationProps {
  address: CostAddress;
  /** The active filters. */
  names: string[];
  /** The requested grouping; absent when the filters alone cannot be combined. */
  by?: string;
}

/** Shown when no rollup has this combination of filters and grouping. */
export function UnavailableCombination({ address, names, by }: UnavailableCombinationProps) {
  const dimensions = [...names, ...(by && !names.includes(by) ? [by] : [])];
  const without = Object.fromEntries(COST_FILTERS.map((name) => [name, undefined]));
  return (
    <Empty
      icon={Layers}
      title="This combination of filters isn’t available"
      action={
        <Link href={costHref({ ...address, ...without })} className={buttonClass()}>
          Remove the filters
        </Link>
      }
    >
      Totals can’t combine {joinNames(dimensions)}. Remove a filter, or use the CSV of all requests, which supports
      every filter.
    </Empty>
  );
}

function joinNames(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
