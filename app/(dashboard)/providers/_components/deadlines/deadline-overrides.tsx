import { X } from 'lucide-react';
import { ProviderDot } from '@/components/models/model-name';
import { Button } from '@/components/ui/button';
import type { DeadlineSettings } from '@/lib/engine/execute/deadlines';
import { describeOverrides, type Scope } from './deadlines';

interface DeadlineOverridesProps {
  settings: DeadlineSettings;
  mayChange: boolean;
  onShow: (scope: Scope) => void;
  onRemove: (scope: Scope) => void;
}

/** Providers with custom timeouts. */
export function DeadlineOverrides({ settings, mayChange, onShow, onRemove }: DeadlineOverridesProps) {
  const own = Object.entries(settings.providers ?? {});
  if (own.length === 0) return null;
  return (
    <ul aria-label="Providers with custom timeouts" className="flex flex-col tabular">
      {own.map(([provider, set]) => (
        <li key={provider} className="flex min-h-10 items-center gap-2 border-t border-line-subtle">
          <ProviderDot provider={provider} />
          <button
            type="button"
            onClick={() => onShow(provider)}
            className="touch-target rounded-sm font-medium hover:underline"
          >
            {provider}
          </button>
          <span className="min-w-0 flex-1 text-meta text-text-2">{describeOverrides(set)}</span>
          {mayChange && (
            <Button
              variant="ghost"
              size="small"
              isIcon
              aria-label={`Remove the timeouts of ${provider}`}
              title="Remove"
              onClick={() => onRemove(provider)}
            >
              <X size={14} />
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
