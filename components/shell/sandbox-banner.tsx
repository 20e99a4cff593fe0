import { ProviderDot } from '../models/model-name';
import { Link } from '../ui/link';

/** Shown while the sandbox is active, so that its answers are not mistaken for real ones. */
export function SandboxBanner({ isAlone }: { isAlone: boolean }) {
  return (
    <div
      role="note"
      className="mx-8 mt-4 flex min-h-8 max-w-[1336px] items-center gap-2 rounded-md border border-dashed border-line-strong bg-surface-2 px-3 py-1.5 text-meta text-text-2 max-[640px]:mx-4 max-[640px]:mt-3"
    >
      <ProviderDot provider="sandbox" />
      <span>
        Sandbox: answers, latency and prices are simulated.{' '}
        {isAlone && (
          <Link href="/providers" className="font-medium text-accent-text hover:underline">
            Connect a provider
          </Link>
        )}
      </span>
    </div>
  );
}
