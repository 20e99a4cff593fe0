import { ProviderDot } from '@/components/models/model-name';
import { classNames } from '@/components/ui/class-names';
import { Tag } from '@/components/ui/tag';
import { shortName } from './board-labels';

interface BoardNameProps {
  /** Catalogue id. */
  model: string;
  /** Replaces the full name. */
  brief?: string | undefined;
  className?: string;
  /** Marks sandbox models with a tag. */
  hasTag?: boolean;
}

/** `● claude-sonnet-5-5`: the dot's colour is the provider, the title is the full id. */
export function BoardName({ model, brief, className, hasTag = false }: BoardNameProps) {
  const provider = model.split('/')[0] ?? null;
  return (
    <span className={classNames('inline-flex min-w-0 items-center gap-2', className)} title={model}>
      <ProviderDot provider={provider} />
      <span className="truncate">{brief ?? shortName(model)}</span>
      <span className="sr-only">by {provider}</span>
      {hasTag && provider === 'sandbox' && <Tag tone="dashed">sandbox</Tag>}
    </span>
  );
}
