import { ChevronDown, ChevronUp, CornerDownRight } from 'lucide-react';
import { modelName } from '@/lib/format';
import type { FailedBefore, RouteData } from '@/lib/services/chat/chat-message';
import { ProviderDot } from '../../models/model-name';

interface RouteChipProps {
  route: RouteData;
  isOpen: boolean;
  onToggle: () => void;
}

/** The model, shown before the first token; it never moves. After a fallback it names the model that failed. */
export function RouteChip({ route, isOpen, onToggle }: RouteChipProps) {
  const replaced = route.failedBefore[0];
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  return (
    <div className="inline-flex min-h-7 max-w-full flex-wrap items-center gap-2 self-start rounded-full border border-line bg-surface py-0.5 pr-1 pl-2.5 text-meta">
      <ProviderDot provider={route.provider} />
      <span className="min-w-0 truncate">
        <span className="text-text-2">{route.provider}</span> <span className="text-text-3">·</span>{' '}
        <b className="font-medium">{modelName(route.model)}</b>
      </span>
      {replaced && (
        <span className="flex min-w-0 items-center gap-1 text-text-3" title={replaced.reason}>
          <span aria-hidden className="mr-1 h-3 w-px shrink-0 bg-line" />
          <CornerDownRight size={12} className="shrink-0" />
          <span className="truncate">
            fallback from {modelName(replaced.model)}, {formatFailure(replaced)}
          </span>
        </span>
      )}
      <button
        type="button"
        data-key="why"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="inline-flex h-5 items-center gap-0.5 rounded-full bg-accent-bg pr-1.5 pl-2 font-medium text-accent-text touch-target"
      >
        why? <Chevron size={12} strokeWidth={2} />
      </button>
    </div>
  );
}

/** `529 overloaded` */
function formatFailure({ httpStatus, kind }: FailedBefore): string {
  const words = kind?.replaceAll('-', ' ') ?? 'failed';
  return httpStatus === null ? words : `${httpStatus} ${words}`;
}
