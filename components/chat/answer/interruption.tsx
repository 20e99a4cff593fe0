'use client';

import { CornerDownRight, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { formatCount, formatUsd, modelName } from '@/lib/format';
import type { EndData, RouteData } from '@/lib/services/chat/chat-message';
import { ModelName } from '../../models/model-name';
import { classNames } from '../../ui/class-names';
import { interruptionMessage } from './interruption-message';

interface InterruptionProps {
  route: RouteData;
  end: EndData;
  /** The available actions; without them this is a separator between two parts, or the end of a kept answer. */
  children?: ReactNode;
}

/** Where an answer was interrupted after its first token: model, tokens, reason and cost. */
export function Interruption({ route, end, children }: InterruptionProps) {
  const isOpen = children !== undefined;
  return (
    <section
      aria-label="Interrupted answer"
      role={isOpen ? 'alert' : undefined}
      className={classNames(
        'flex flex-col gap-3',
        isOpen ? 'rounded-lg border border-line p-3' : 'border-y border-dashed border-line-strong py-3',
      )}
    >
      <div className="flex items-start gap-3">
        <span
          className={classNames(
            'grid size-6 shrink-0 place-items-center rounded-full',
            isOpen ? 'bg-danger-bg text-danger-text' : 'bg-warn-bg text-warn-text',
          )}
        >
          <Unplug size={14} aria-hidden />
        </span>
        <div className="min-w-0 flex-1">
          <p className="font-medium wrap-anywhere">
            {isOpen
              ? `${route.provider} · ${modelName(route.model)} stopped`
              : `${modelName(route.model)} stopped here`}{' '}
            after {formatCount(end.outputTokens)} tokens
          </p>
          <p className="text-meta text-text-2 text-pretty">
            {interruptionMessage(end)}{' '}
            {isOpen ? 'The text above is saved, and what was received is billed.' : 'The text received is saved.'}
          </p>
        </div>
        <div className="flex shrink-0 flex-col items-end text-meta whitespace-nowrap tabular">
          <span className="text-text-2">{formatEndCost(end)}</span>
          <Link
            href={`/requests/${route.requestId}`}
            className="font-medium text-accent-text hover:underline touch-target"
          >
            Attempts
          </Link>
        </div>
      </div>
      {children}
    </section>
  );
}

/** The model that continued, and its cost. */
export function ContinuedBy({ route, end }: { route: RouteData; end: EndData | null }) {
  return (
    <p className="flex items-center gap-2 text-meta text-text-2">
      <CornerDownRight size={12} className="shrink-0 text-text-3" aria-hidden />
      continued by <ModelName provider={route.provider} name={modelName(route.model)} />
      {end && <span className="ml-auto whitespace-nowrap tabular">{formatEndCost(end)}</span>}
    </p>
  );
}

export function formatEndCost({ costNanoUsd, costState }: EndData): string {
  return `${formatUsd(costNanoUsd)}${costState === 'estimated' ? ' est.' : ''}`;
}
