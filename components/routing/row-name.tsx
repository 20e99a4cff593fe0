import { classNames } from '../ui/class-names';
import { ModelName, ProviderDot } from '../ui/model-name';
import type { AccuracyRow } from './accuracy';

/** `● mistral` for a provider, `● mistral · codestral-2508` for one of its models. */
export function RowName({ row: { id, provider, name }, className }: { row: AccuracyRow; className?: string }) {
  if (id !== provider) return <ModelName provider={provider} name={name} className={className} isTight />;
  return (
    <span className={classNames('inline-flex min-w-0 items-center gap-2', className)}>
      <ProviderDot provider={provider} />
      <span className="truncate" title={name}>
        {name}
      </span>
    </span>
  );
}
