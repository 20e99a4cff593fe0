'use client';
import { Check, ChevronDown, Play } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Candidate } from '@/lib/engine/types';
import { formatUsd } from '@/lib/format';
import type { RouteData } from '@/lib/services/chat/chat-message';
import { ModelName, ProviderDot } from '../../models/model-name';
import { Button, buttonClass } from '../../ui/button';
import { nextModel } from './alternatives';
import { type LoadCandidates, useCandidates } from './use-candidates';

interface InterruptionActionsProps {
  answerId: string;
  /** Route of the interrupted part. */
  route: RouteData;
  onLoadCandidates: LoadCandidates;
  onContinue: (model: string | null) => void;
  onStartOver: () => void;
  onKeep: () => void;
}

/** The actions for an interrupted answer: continue with another model, start over, or keep it as is. */
export function InterruptionActions({
  answerId,
  route,
  onLoadCandidates,
  onContinue,
  onStartOver,
  onKeep,
}: InterruptionActionsProps) {
  const candidates = useCandidates(answerId, route, true, onLoadCandidates);
  const [chosen, setChosen] = useState<Candidate | null>(null);
  const next = chosen ?? (candidates && nextModel(candidates, route));
  return (
    <div className="ml-9 flex flex-wrap items-center gap-2 max-[640px]:ml-0">
      <Button variant="primary" onClick={() => onContinue(next?.model ?? null)}>
        <Play size={14} /> Continue
      </Button>
      {candidates && next && <NextPicker candidates={candidates} next={next} onChoose={setChosen} />}
      <span className="ml-auto flex items-center gap-1">
        <Button variant="ghost" size="small" onClick={onStartOver}>
          Start over
        </Button>
        <Button variant="ghost" size="small" onClick={onKeep}>
          Keep as is
        </Button>
      </span>
    </div>
  );
}

interface NextPickerProps {
  candidates: Candidate[];
  next: Candidate;
  onChoose: (candidate: Candidate) => void;
}

function NextPicker({ candidates, next, onChoose }: NextPickerProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={buttonClass()} aria-label={`Continue with ${next.model}`}>
        <ProviderDot provider={next.provider} />
        <span className="max-w-[160px] truncate">{next.name}</span>
        <span className="font-normal text-text-3 tabular">{formatPrice(next)}</span>
        <ChevronDown size={12} strokeWidth={2} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={12}
          className="pop-in z-30 max-h-[320px] w-[340px] max-w-[calc(100vw-24px)] overflow-y-auto rounded-lg border border-line-overlay bg-overlay p-1 shadow-pop"
        >
          <DropdownMenu.RadioGroup value={next.model}>
            {candidates.map((candidate) => (
              <DropdownMenu.RadioItem
                key={candidate.model}
                value={candidate.model}
                onSelect={() => onChoose(candidate)}
                className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 outline-none data-highlighted:bg-hover pointer-coarse:min-h-11"
              >
                <span className="grid size-4 shrink-0 place-items-center">
                  <DropdownMenu.ItemIndicator>
                    <Check size={14} className="text-accent-text" />
                  </DropdownMenu.ItemIndicator>
                </span>
                <ModelName provider={candidate.provider} name={candidate.name} className="min-w-0 flex-1" />
                <span className="text-meta whitespace-nowrap text-text-3 tabular">{formatPrice(candidate)}</span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function formatPrice({ costNanoUsd }: Candidate): string {
  return costNanoUsd === null ? 'unpriced' : `about ${formatUsd(costNanoUsd)}`;
}
