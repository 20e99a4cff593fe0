import { Button } from '@/components/ui/button';
import type { ProviderRows } from './use-provider-rows';

/** Shows how many models without calls are hidden, and reveals them. */
export function MoreModels({ rows: { models, hidden, isAll, showAll } }: { rows: ProviderRows }) {
  return (
    <span className="flex flex-wrap items-center gap-3 text-meta text-text-3">
      {!isAll && `${hidden} ${models.length === 0 ? '' : 'more '}${hidden === 1 ? 'model' : 'models'} without calls`}
      <Button size="tiny" aria-expanded={isAll} onClick={() => showAll(!isAll)}>
        {isAll ? 'Hide models without calls' : 'Show'}
      </Button>
    </span>
  );
}
