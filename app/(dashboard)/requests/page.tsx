import { ChevronRight, List, X } from 'lucide-react';
import type { Metadata } from 'next';
import { z } from 'zod';
import { RequestTable } from '@/components/requests/request-table';
import { PageBody, PageHeader } from '@/components/shell/page';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { buttonClass } from '@/components/ui/button';
import { Card, CardBody } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { pageCaller } from '@/lib/auth/guards';
import { listRequests } from '@/lib/db/ledger/requests';
import { CATEGORIES } from '@/lib/engine/types';

export const metadata: Metadata = { title: 'Requests' };

const PAGE_SIZE = 50;
const STATUSES = ['succeeded', 'failed', 'cancelled', 'pending', 'abandoned'] as const;

const schema = z.object({
  status: z.enum(STATUSES).optional().catch(undefined),
  category: z.enum(CATEGORIES).optional().catch(undefined),
  provider: z.string().max(40).optional().catch(undefined),
  cursor: z.string().max(64).optional().catch(undefined),
});

type Filters = z.infer<typeof schema>;

export default async function RequestsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { runtime, caller } = await pageCaller();
  const filters = schema.parse(await searchParams);
  const { requests, nextCursor } = await listRequests(runtime.database, caller, {
    ...definedOnly(filters),
    limit: PAGE_SIZE,
  });
  return (
    <>
      {runtime.sandbox && <SandboxBanner isAlone={runtime.providers.size === 1} />}
      <PageHeader title="Requests" purpose="Every request with its routing decision, attempts and cost." />
      <PageBody>
        <FilterBar filters={filters} providers={[...runtime.providers.keys()]} />
        <Card className="overflow-hidden">
          {requests.length > 0 ? (
            <RequestTable requests={requests} withDay />
          ) : (
            <NoRequests isFiltered={isFiltered(filters)} />
          )}
        </Card>
        <nav aria-label="Pages" className="flex items-center gap-3">
          {filters.cursor && (
            <Link href={hrefWith({ ...filters, cursor: undefined })} className={buttonClass()}>
              Newest
            </Link>
          )}
          {nextCursor && (
            <Link href={hrefWith({ ...filters, cursor: nextCursor })} className={buttonClass()}>
              Older <ChevronRight size={14} />
            </Link>
          )}
        </nav>
      </PageBody>
    </>
  );
}

/** Filters as links; an active filter is a chip that removes itself. */
function FilterBar({ filters, providers }: { filters: Filters; providers: string[] }) {
  const options = { status: STATUSES, category: CATEGORIES, provider: providers };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {Object.entries(options).map(([name, values]) => {
        const current = filters[name as keyof Filters];
        return current ? (
          <Link
            key={name}
            href={hrefWith({ ...filters, [name]: undefined, cursor: undefined })}
            className="inline-flex h-6 items-center gap-1.5 rounded-sm border border-line bg-surface pr-1 pl-2 text-meta touch-target"
            aria-label={`Remove filter: ${name} is ${current}`}
          >
            <span className="text-text-3">{name}</span> {current} <X size={12} className="text-text-3" />
          </Link>
        ) : (
          <FilterMenu key={name} name={name} values={values} filters={filters} />
        );
      })}
    </div>
  );
}

function FilterMenu({ name, values, filters }: { name: string; values: readonly string[]; filters: Filters }) {
  return (
    <details className="relative" name="filter">
      <summary className="inline-flex h-6 cursor-pointer list-none items-center rounded-sm border border-dashed border-line-strong px-2 text-meta text-text-2 touch-target hover:bg-hover [&::-webkit-details-marker]:hidden">
        + {name}
      </summary>
      <ul className="pop-in absolute top-7 left-0 z-10 min-w-[160px] rounded-md border border-line-overlay bg-overlay p-1 shadow-pop">
        {values.map((value) => (
          <li key={value}>
            <Link
              href={hrefWith({ ...filters, [name]: value, cursor: undefined })}
              className="flex h-8 items-center rounded-sm px-2 hover:bg-hover"
            >
              {value}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

function NoRequests({ isFiltered: filtered }: { isFiltered: boolean }) {
  return (
    <CardBody>
      {filtered ? (
        <Empty
          icon={List}
          title="No requests match these filters"
          action={
            <Link href="/requests" className={buttonClass()}>
              Clear filters
            </Link>
          }
        >
          Remove a filter to see more requests.
        </Empty>
      ) : (
        <Empty
          icon={List}
          title="No requests yet"
          action={
            <Link href="/playground" className={buttonClass('primary')}>
              Open playground
            </Link>
          }
        >
          Every playground prompt and API call appears here.
        </Empty>
      )}
    </CardBody>
  );
}

function isFiltered({ status, category, provider }: Filters): boolean {
  return Boolean(status || category || provider);
}

function hrefWith(filters: Filters): string {
  const query = new URLSearchParams(definedOnly(filters)).toString();
  return query ? `/requests?${query}` : '/requests';
}

function definedOnly(filters: Filters) {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}
