import { Calendar, ChevronDown, Plus, X } from 'lucide-react';
import { LinkChoice } from '@/components/form/link-choice';
import { classNames } from '@/components/ui/class-names';
import { Link } from '@/components/ui/link';
import { LinkPopover } from '@/components/ui/link-popover';
import { capitalize } from '@/lib/format';
import { COST_FILTERS, COST_RANGES, type CostAddress, type CostFilterName } from '@/lib/services/costs/address';
import { formatDaySpan } from './cost-labels';
import { COST_RANGE_LABELS, costHref } from './filters';
import { SpanForm } from './span-form';

/** The values of each filter with their labels. */
export type FilterChoices = Partial<Record<CostFilterName, { value: string; label: string }[]>>;

interface CostFiltersProps {
  address: CostAddress;
  /** Only filters that can be combined with the active ones. */
  choices: FilterChoices;
  /** Labels of the active filters. */
  labels: Partial<Record<CostFilterName, string>>;
  today: string;
  /** The time zone and when the data was read. */
  children: string;
}

const CHIP =
  'inline-flex h-6 items-center gap-1.5 rounded-sm border border-line bg-surface px-2 text-meta touch-target';

/** Range and filters as links, so that the URL holds the state. */
export function CostFilters({ address, choices, labels, today, children }: CostFiltersProps) {
  const isOpen = Object.values(choices).some((values) => values.length > 0);
  const active = COST_FILTERS.filter((name) => address[name] !== undefined);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <RangeChoice address={address} today={today} />
      <span aria-hidden className="h-4 w-px bg-line" />
      {active.map((name) => (
        <Link
          key={name}
          href={costHref({ ...address, [name]: undefined })}
          aria-label={`Remove filter: ${name} is ${labels[name] ?? address[name]}`}
          className={classNames(CHIP, 'max-w-full hover:bg-surface-3')}
        >
          <span className="text-text-3">{capitalize(name)} is</span>
          <span className="truncate">{labels[name] ?? address[name]}</span>
          <X size={12} className="shrink-0 text-text-3" />
        </Link>
      ))}
      {isOpen && <FilterChoice address={address} choices={choices} hasOthers={active.length > 0} />}
      <span className="ml-auto text-meta text-text-3 max-[640px]:ml-0">{children}</span>
    </div>
  );
}

function RangeChoice({ address, today }: { address: CostAddress; today: string }) {
  const { range, from, to } = address;
  const label = range === 'custom' && from && to ? formatDaySpan(from, to) : COST_RANGE_LABELS[range];
  return (
    <LinkPopover
      label="Range"
      trigger={
        <button type="button" className={classNames(CHIP, 'hover:bg-surface-3')}>
          <Calendar size={12} className="text-text-3" />
          <span className="text-text-3">Range</span> {label}
          <ChevronDown size={12} className="text-text-3" />
        </button>
      }
    >
      <ul>
        {COST_RANGES.filter((name) => name !== 'custom').map((name) => (
          <li key={name}>
            <LinkChoice href={costHref({ ...address, range: name })} isCurrent={name === range}>
              {COST_RANGE_LABELS[name]}
            </LinkChoice>
          </li>
        ))}
      </ul>
      <SpanForm address={address} today={today} />
    </LinkPopover>
  );
}

interface FilterChoiceProps {
  address: CostAddress;
  choices: FilterChoices;
  hasOthers: boolean;
}

function FilterChoice({ address, choices, hasOthers }: FilterChoiceProps) {
  return (
    <LinkPopover
      label="Add a filter"
      trigger={
        <button
          type="button"
          className="inline-flex h-6 items-center gap-1 rounded-sm border border-dashed border-line-strong px-2 text-meta text-text-2 touch-target hover:bg-hover"
        >
          <Plus size={12} /> Filter
        </button>
      }
    >
      {COST_FILTERS.flatMap((name) => {
        const values = choices[name] ?? [];
        if (values.length === 0) return [];
        return (
          <section key={name} className="pb-1">
            <h3 className="px-2 pt-2 pb-1 text-micro text-text-3">{capitalize(name)}</h3>
            <ul>
              {values.map(({ value, label }) => (
                <li key={value}>
                  <LinkChoice href={costHref({ ...address, [name]: value })}>{label}</LinkChoice>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {hasOthers && (
        <p className="max-w-[260px] border-t border-line-subtle px-2 py-2 text-meta text-text-3 text-pretty">
          Only filters that can be combined are listed.
        </p>
      )}
    </LinkPopover>
  );
}
