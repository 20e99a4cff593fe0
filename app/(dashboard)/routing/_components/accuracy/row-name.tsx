import { ModelName, ProviderDot } from '@/components/models/model-name';
import { classNames } from '@/components/ui/class-names';
import type { AccuracyRow } from './accuracy';

interface RowNameProps {
  row: AccuracyRow;
  className?: string;
  /** Shows a model's provider only as a dot. */
  isBrief?: boolean;
}

/** `● mistral` for a provider, `● mistral · codestral-2508` for one of its models. */
export function RowName({ row: { id, provider, name }, className, isBrief = false }: RowNameProps) {
  if (id !== provider && !isBrief) return <ModelName provider={provider} name={name} className={className} isTight />;
  return (
    <span className={classNames('inline-flex min-w-0 items-center gap-2', className)}>
      <ProviderDot provider={provider} />
      <span className="truncate" title={id === provider ? name : `${provider} · ${name}`}>
        {name}
      </span>
    </span>
  );
}
