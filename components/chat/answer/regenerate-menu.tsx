'use client';
import { ChevronDown, RefreshCw } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { formatPercent, formatTimes, formatUsd } from '@/lib/format';
import type { RouteData } from '@/lib/services/chat/chat-message';
import { ModelName } from '../../models/model-name';
import { buttonClass } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import type { RegenerateKind } from '../conversation/chat-api';
import { type Alternative, findAlternatives } from './alternatives';
import { type LoadCandidates, useCandidates } from './use-candidates';

interface RegenerateMenuProps {
  answerId: string;
  route: RouteData;
  onLoadCandidates: LoadCandidates;
  onRegenerate: (kind: RegenerateKind, model: string) => void;
}

/** Requests another answer to the same question. Each option shows its model and the price difference beforehand. */
export function RegenerateMenu({ answerId, route, onLoadCandidates, onRegenerate }: RegenerateMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const candidates = useCandidates(answerId, route, isOpen, onLoadCandidates);
  return (
    <DropdownMenu.Root open={isOpen} onOpenChange={setOpen}>
      <DropdownMenu.Trigger className={buttonClass('ghost', 'small')} aria-label="Regenerate">
        <RefreshCw size={14} />
        <span className="max-[640px]:hidden">Regenerate</span>
        <ChevronDown size={12} strokeWidth={2} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={12}
          className="pop-in z-30 max-h-[min(440px,var(--radix-dropdown-menu-content-available-height))] w-[420px] max-w-[calc(100vw-24px)] overflow-y-auto rounded-lg border border-line-overlay bg-overlay p-1 shadow-pop"
        >
          {candidates ? (
            <RegenerateOptions
              {...findAlternatives(candidates, route.model)}
              model={route.model}
              onChoose={onRegenerate}
            />
          ) : (
            <p className="px-2 py-2 text-meta text-text-3">Loading models …</p>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type RegenerateOptionsProps = ReturnType<typeof findAlternatives> & {
  model: string;
  onChoose: (kind: RegenerateKind, model: string) => void;
};

function RegenerateOptions({ same, cheaper, stronger, others, model, onChoose }: RegenerateOptionsProps) {
  return (
    <>
      <DropdownMenu.Label className="px-2 pt-2 pb-1 text-micro font-medium text-text-3">
        Estimated price, compared with this answer’s model
      </DropdownMenu.Label>
      <RegenerateOption label="Same" alternative={same} onChoose={() => onChoose('same', model)}>
        {same ? `about ${formatUsd(same.candidate.costNanoUsd)}` : 'same model'}
      </RegenerateOption>
      <RegenerateOption
        label="Cheaper"
        alternative={cheaper}
        missing="No cheaper model available"
        onChoose={(chosen) => onChoose('cheaper', chosen)}
      />
      <RegenerateOption
        label="Stronger"
        alternative={stronger}
        missing="No stronger model available"
        onChoose={(chosen) => onChoose('stronger', chosen)}
      />
      {others.length > 0 && (
        <>
          <DropdownMenu.Separator className="mx-1 my-1 h-px bg-line-subtle" />
          <DropdownMenu.Label className="px-2 pt-1 pb-1 text-micro font-medium text-text-3">
            Other models
          </DropdownMenu.Label>
          {others.map((alternative) => (
            <Item
              key={alternative.candidate.model}
              onSelect={() => onChoose('chosen', alternative.candidate.model)}
              label={`Regenerate with ${alternative.candidate.model}`}
            >
              <Model alternative={alternative} />
            </Item>
          ))}
        </>
      )}
    </>
  );
}

interface RegenerateOptionProps {
  label: 'Same' | 'Cheaper' | 'Stronger';
  alternative: Alternative | null;
  missing?: string;
  onChoose: (model: string) => void;
  children?: ReactNode;
}

function RegenerateOption({ label, alternative, missing, onChoose, children }: RegenerateOptionProps) {
  return (
    <Item
      isOff={!alternative && missing !== undefined}
      onSelect={() => onChoose(alternative?.candidate.model ?? '')}
      label={undefined}
    >
      <span className="w-[60px] shrink-0 font-medium">{label}</span>
      {alternative ? (
        <Model alternative={alternative}>{children}</Model>
      ) : (
        <span className="text-meta text-text-3">{missing ?? children}</span>
      )}
    </Item>
  );
}

interface ItemProps {
  isOff?: boolean;
  label: string | undefined;
  onSelect: () => void;
  children: ReactNode;
}

function Item({ isOff = false, label, onSelect, children }: ItemProps) {
  return (
    <DropdownMenu.Item
      disabled={isOff}
      aria-label={label}
      onSelect={onSelect}
      className={classNames(
        'flex min-h-8 items-center gap-2 rounded-md px-2 py-1 outline-none data-highlighted:bg-hover pointer-coarse:min-h-11',
        !isOff && 'cursor-pointer',
      )}
    >
      {children}
    </DropdownMenu.Item>
  );
}

function Model({ alternative, children }: { alternative: Alternative; children?: ReactNode }) {
  const { provider, name } = alternative.candidate;
  return (
    <>
      <ModelName provider={provider} name={name} className="min-w-0 flex-1" isTight />
      <span className="text-meta whitespace-nowrap text-text-3 tabular">
        {children ?? formatPriceDifference(alternative)}
      </span>
    </>
  );
}

/** `−38 %, $0.0005 less`; from three times the price on, the factor. */
export function formatPriceDifference({ candidate, difference, share }: Alternative): string {
  if (difference === null)
    return candidate.costNanoUsd === null ? 'unpriced' : `about ${formatUsd(candidate.costNanoUsd)}`;
  if (difference === 0) return 'same price';
  const amount = `${formatUsd(Math.abs(difference))} ${difference < 0 ? 'less' : 'more'}`;
  if (share === null) return amount;
  if (share >= 2) return `${formatTimes(1 + share)}, ${amount}`;
  return `${difference < 0 ? '−' : '+'}${formatPercent(Math.abs(share))}, ${amount}`;
}
