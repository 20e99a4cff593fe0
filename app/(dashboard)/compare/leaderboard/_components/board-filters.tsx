import { Calendar, ChevronDown, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { LinkChoice } from '@/components/form/link-choice';
import { SegmentedLinks } from '@/components/form/segmented-links';
import { CATEGORY_OPTIONS } from '@/components/models/categories';
import { LinkPopover } from '@/components/ui/link-popover';
import { BOARD_RANGES, type BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { BOARD_RANGE_LABELS, boardHref } from './address';

interface BoardFiltersProps {
  address: BoardAddress;
  /** The teams that the caller can see. */
  teams: { id: string; name: string }[];
}

/** Category, range and team as links, so that the URL holds the state. */
export function BoardFilters({ address, teams }: BoardFiltersProps) {
  const team = teams.find(({ id }) => id === address.team);
  const categories = [
    { href: boardHref({ ...address, category: null }), label: 'All', isCurrent: address.category === null },
    ...CATEGORY_OPTIONS.map(({ value, label }) => ({
      href: boardHref({ ...address, category: value }),
      label,
      isCurrent: value === address.category,
    })),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2">
      {/* Scrolls on narrow screens; the padding keeps touch targets and focus rings visible. */}
      <div className="-m-3 max-w-[calc(100%+24px)] overflow-x-auto p-3">
        <SegmentedLinks label="Category" options={categories} />
      </div>
      <span aria-hidden className="h-4 w-px bg-line max-[640px]:hidden" />
      <Choices label="Range" value={BOARD_RANGE_LABELS[address.range]} icon={<Calendar size={12} />}>
        {BOARD_RANGES.map((range) => (
          <li key={range}>
            <LinkChoice href={boardHref({ ...address, range })} isCurrent={range === address.range}>
              {BOARD_RANGE_LABELS[range]}
            </LinkChoice>
          </li>
        ))}
      </Choices>
      {teams.length > 1 && (
        <Choices label="Team" value={team?.name ?? 'all'} icon={<Users size={12} />}>
          <li>
            <LinkChoice href={boardHref({ ...address, team: null })} isCurrent={!team}>
              All teams
            </LinkChoice>
          </li>
          {teams.map(({ id, name }) => (
            <li key={id}>
              <LinkChoice href={boardHref({ ...address, team: id })} isCurrent={id === team?.id}>
                {name}
              </LinkChoice>
            </li>
          ))}
        </Choices>
      )}
    </div>
  );
}

interface ChoicesProps {
  label: string;
  value: string;
  icon: ReactNode;
  children: ReactNode;
}

function Choices({ label, value, icon, children }: ChoicesProps) {
  return (
    <LinkPopover
      label={label}
      trigger={
        <button
          type="button"
          className="inline-flex h-6 max-w-full items-center gap-1.5 rounded-sm border border-line bg-surface px-2 text-meta touch-target hover:bg-surface-3 [&_svg]:shrink-0 [&_svg]:text-text-3"
        >
          {icon}
          <span className="text-text-3">{label}</span> <span className="truncate">{value}</span>
          <ChevronDown size={12} />
        </button>
      }
    >
      <ul>{children}</ul>
    </LinkPopover>
  );
}
