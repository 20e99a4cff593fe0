'use client';

import { Check, ChevronsUpDown, Users } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { DropdownMenu } from 'radix-ui';
import { classNames } from '../ui/class-names';
import { Link } from '../ui/link';
import { Logo } from './logo';

/** The user's teams and the current one. */
export interface OwnTeams {
  own: { id: string; name: string }[];
  currentId: string;
  onSwitch: (input: { teamId: string }) => Promise<{ ok: boolean }>;
}

const HEAD = 'mb-2 flex h-10 w-full items-center gap-2 rounded-md px-1 text-left text-text';
const ITEM =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 outline-none data-highlighted:bg-hover pointer-coarse:min-h-11';

/** The current team; a menu when the user has several. */
export function TeamSwitcher({ teams, labelClass }: { teams: OwnTeams; labelClass: string }) {
  const { own, currentId, onSwitch } = teams;
  const router = useRouter();
  const pathname = usePathname();
  const name = own.find(({ id }) => id === currentId)?.name ?? 'Workspace';
  const choose = async (teamId: string) => {
    if (teamId === currentId) return;
    const { ok } = await onSwitch({ teamId });
    // The open item belongs to the previous team, so go to the section's start page.
    if (ok) router.push(`/${pathname.split('/')[1] ?? ''}`);
  };
  if (own.length < 2)
    return (
      <Link href="/playground" className={HEAD}>
        <Label name={name} labelClass={labelClass} />
      </Link>
    );
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`Team: ${name}`}
        title={name}
        className={`${HEAD} hover:bg-hover data-[state=open]:bg-selected`}
      >
        <Label name={name} labelClass={labelClass} />
        <ChevronsUpDown size={14} className={classNames('ml-auto shrink-0 text-text-3', labelClass)} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="pop-in z-40 max-h-[60vh] w-[240px] overflow-y-auto rounded-lg border border-line-overlay bg-overlay p-1 shadow-pop"
        >
          <DropdownMenu.RadioGroup value={currentId} onValueChange={choose}>
            {own.map((team) => (
              <DropdownMenu.RadioItem key={team.id} value={team.id} className={ITEM}>
                <span className="min-w-0 flex-1 truncate">{team.name}</span>
                <DropdownMenu.ItemIndicator>
                  <Check size={14} className="text-accent-text" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1 h-px bg-line-subtle" />
          <DropdownMenu.Item asChild className={ITEM}>
            <Link href="/teams">
              <Users size={14} className="text-text-3" /> Teams and budgets
            </Link>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Label({ name, labelClass }: { name: string; labelClass: string }) {
  return (
    <>
      <Logo />
      <span className={classNames('min-w-0', labelClass)}>
        <strong className="block truncate leading-4 font-semibold">{name}</strong>
        <small className="block text-micro text-text-3">A3M Router</small>
      </span>
    </>
  );
}
