import { classNames } from '../ui/class-names';

/** Every provider has one colour; the sandbox is hatched. */
export function ProviderDot({ provider, size = 8 }: { provider: string | null; size?: number }) {
  const isSandbox = provider === 'sandbox';
  return (
    <span
      aria-hidden
      className={classNames('inline-block shrink-0 rounded-full', isSandbox && 'hatched')}
      style={{
        width: size,
        height: size,
        ...(!isSandbox && { background: provider ? `var(--provider-${provider}, var(--text-3))` : 'var(--text-3)' }),
      }}
    />
  );
}

interface ModelNameProps {
  provider: string;
  /** The vendor's name of the model. */
  name: string;
  className?: string | undefined;
  /** On a phone, shows the provider only as a dot. */
  isTight?: boolean;
}

/** `● mistral · codestral-2508` */
export function ModelName({ provider, name, className, isTight = false }: ModelNameProps) {
  return (
    <span className={classNames('inline-flex min-w-0 items-center gap-2', className)}>
      <ProviderDot provider={provider} />
      <span className="truncate" title={`${provider} · ${name}`}>
        <span className={classNames('text-text-3', isTight && 'max-[640px]:hidden')}>{provider} ·</span> {name}
      </span>
    </span>
  );
}
