import { ChevronDown, ChevronRight } from 'lucide-react';
import { breakerSummary, breakerTone } from '@/components/models/breaker-state';
import { findBreakerState } from '@/components/models/live-states';
import { ProviderDot } from '@/components/models/model-name';
import { BreakerLine } from './breaker-line';
import { CallSummary } from './call-figures';
import type { ModelHealth } from './health';
import type { HealthRowsProps, ProviderRowsProps } from './health-rows';
import { MoreModels } from './more-models';
import { TryNow } from './try-now';
import { useProviderRows } from './use-provider-rows';

/** The phone layout of the health table. */
export function HealthList({ providers, ...rest }: HealthRowsProps) {
  return (
    <ul className="tabular">
      {providers.map((one) => (
        <Provider key={one.provider} health={one} {...rest} />
      ))}
    </ul>
  );
}

function Provider(props: ProviderRowsProps) {
  const { health, states } = props;
  const rows = useProviderRows(props);
  const Chevron = rows.isExpanded ? ChevronDown : ChevronRight;
  const all = health.models.map(({ id }) => findBreakerState(states, id));
  return (
    <li className="border-b border-line-subtle last:border-b-0">
      <button
        type="button"
        aria-expanded={rows.isExpanded}
        onClick={rows.toggle}
        className="flex min-h-14 w-full items-center gap-2 px-4 py-2 text-left"
      >
        <Chevron size={14} className="shrink-0 text-text-3" />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <ProviderDot provider={health.provider} />
            <span className="font-medium">{health.provider}</span>
            <span className={`ml-auto ${breakerTone(all)}`}>{breakerSummary(all)}</span>
          </span>
          <span className="block text-meta text-text-3">
            <CallSummary calls={health} />
          </span>
        </span>
      </button>
      {rows.isExpanded && (
        <ul className="bg-surface-2">
          {rows.models.map((model) => (
            <Model key={model.id} model={model} {...props} />
          ))}
          {rows.hidden > 0 && (
            <li className="border-t border-line-subtle py-2 pr-4 pl-[38px]">
              <MoreModels rows={rows} />
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function Model({ model, states, now, onTryNow }: ProviderRowsProps & { model: ModelHealth }) {
  const state = findBreakerState(states, model.id);
  const isClosed = state.state === 'closed';
  return (
    <li className="border-t border-line-subtle py-2 pr-4 pl-[38px]">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate">{model.name}</span>
        {isClosed && <BreakerLine state={state} now={now} />}
        <TryNow model={model.id} state={state} onTryNow={onTryNow} />
      </span>
      {!isClosed && <BreakerLine state={state} now={now} />}
      <span className="block text-meta text-text-3">
        <CallSummary calls={model} />
      </span>
    </li>
  );
}
