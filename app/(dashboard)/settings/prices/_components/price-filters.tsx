import { X } from 'lucide-react';
import { SegmentedLinks } from '@/components/form/segmented-links';
import { Link } from '@/components/ui/link';
import { type PriceFilterValues, priceHref, SHOWN } from './filters';
import { PriceSearch } from './price-search';

/** Search, provider and status as links, so that the URL holds the state. */
export function PriceFilters({ filters, providers }: { filters: PriceFilterValues; providers: string[] }) {
  return (
    <div className="flex flex-wrap items-center gap-2 p-4 max-[640px]:p-3">
      <PriceSearch />
      <ProviderFilter filters={filters} providers={providers} />
      <span className="max-w-full overflow-x-auto">
        <SegmentedLinks
          label="Shown"
          options={SHOWN.map((show) => ({
            href: priceHref({ ...filters, show }),
            label: show,
            isCurrent: filters.show === show,
          }))}
        />
      </span>
      <span className="ml-auto max-[900px]:ml-0">
        <SegmentedLinks
          label="Providers"
          options={(['connected', 'all'] as const).map((of) => ({
            href: priceHref({ ...filters, of, provider: undefined }),
            label: of === 'all' ? 'whole catalogue' : of,
            isCurrent: filters.of === of,
          }))}
        />
      </span>
    </div>
  );
}

function ProviderFilter({ filters, providers }: { filters: PriceFilterValues; providers: string[] }) {
  if (filters.provider)
    return (
      <Link
        href={priceHref({ ...filters, provider: undefined })}
        className="inline-flex h-6 items-center gap-1.5 rounded-sm border border-line bg-surface pr-1 pl-2 text-meta touch-target"
        aria-label={`Remove filter: provider is ${filters.provider}`}
      >
        <span className="text-text-3">provider</span> {filters.provider} <X size={12} className="text-text-3" />
      </Link>
    );
  if (providers.length < 2) return null;
  return (
    <details className="relative">
      <summary className="inline-flex h-6 cursor-pointer list-none items-center rounded-sm border border-dashed border-line-strong px-2 text-meta text-text-2 touch-target hover:bg-hover [&::-webkit-details-marker]:hidden">
        + provider
      </summary>
      <ul className="pop-in absolute top-7 left-0 z-10 min-w-[160px] rounded-md border border-line-overlay bg-overlay p-1 shadow-pop">
        {providers.map((provider) => (
          <li key={provider}>
            <Link
              href={priceHref({ ...filters, provider })}
              className="flex h-8 items-center rounded-sm px-2 hover:bg-hover"
            >
              {provider}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
