import { ChevronDown, ChevronRight } from 'lucide-react';
import { breakerSummary, breakerTone } from '@/components/models/breaker-state';
import { findBreakerState } from '@/components/models/live-states';
import { ProviderDot } from '@/components/models/model-name';
import { TABLE_HEAD } from '@/components/ui/table-classes';
import { Tag } from '@/components/ui/tag';
import { formatCount } from '@/lib/format';
import { BreakerCells } from './breaker-cell';
import { BreakerLine } from './breaker-line';
import { Count, Failed, FirstToken } from './call-figures';
import type { ModelHealth, ProviderHealth } from './health';
import type { HealthRowsProps, ProviderRowsProps } from './health-rows';
import { MoreModels } from './more-models';
import { TryNow } from './try-now';
import { useProviderRows } from './use-provider-rows';

const CELL = 'border-b border-line-subtle px-3 whitespace-nowrap first:pl-4 last:pr-4';
const PROVIDER_CELL = `${CELL} h-10`;
const MODEL_CELL = `${CELL} h-10 bg-surface-2 py-1.5`;

/** Providers with their figures, and the models worth a row beneath each. */
export function HealthTable({ providers, ...rest }: HealthRowsProps) {
  return (
    <table className="w-full border-collapse tabular">
      <thead>
        <tr>
          <th className={TABLE_HEAD}>Provider</th>
          <th className={TABLE_HEAD}>Breakers, by model</th>
          <th className={`${TABLE_HEAD} text-right`}>Calls</th>
          <th className={`${TABLE_HEAD} text-right`}>Failed</th>
          <th className={`${TABLE_HEAD} text-right`}>Timed out</th>
          <th className={`${TABLE_HEAD} text-right`}>First token, p50</th>
          <th className={`${TABLE_HEAD} text-right`}>p95</th>
          <th className={TABLE_HEAD}>
            <span className="sr-only">Action</span>
          </th>
        </tr>
      </thead>
      {providers.map((one) => (
        <Provider key={one.provider} health={one} {...rest} />
      ))}
    </table>
  );
}

function Provider(props: ProviderRowsProps) {
  const { health, states } = props;
  const rows = useProviderRows(props);
  const Chevron = rows.isExpanded ? ChevronDown : ChevronRight;
  const breakers = health.models.map(({ id, name }) => ({ name, state: findBreakerState(states, id) }));
  const all = breakers.map(({ state }) => state);
  return (
    <tbody className="[&:last-child>tr:last-child>td]:border-b-0">
      <tr className="hover:bg-hover">
        <td className={PROVIDER_CELL}>
          <button
            type="button"
            aria-expanded={rows.isExpanded}
            onClick={rows.toggle}
            className="touch-target -ml-1 flex items-center gap-2 rounded-sm pr-1"
          >
            <Chevron size={14} className="text-text-3" />
            <ProviderDot provider={health.provider} />
            <span className="font-medium">{health.provider}</span>
            <ModelCount health={health} />
          </button>
        </td>
        <td className={PROVIDER_CELL}>
          <span className="flex items-center gap-3">
            <BreakerCells models={breakers} />
            <span className={breakerTone(all)}>{breakerSummary(all)}</span>
          </span>
        </td>
        <Figures calls={health} className={PROVIDER_CELL} />
        <td className={PROVIDER_CELL} />
      </tr>
      {rows.isExpanded && rows.models.map((model) => <Model key={model.id} model={model} {...props} />)}
      {rows.isExpanded && rows.hidden > 0 && (
        <tr>
          <td colSpan={8} className={`${MODEL_CELL} pl-[54px]!`}>
            <MoreModels rows={rows} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function ModelCount({ health: { models, isConnected } }: { health: ProviderHealth }) {
  if (!isConnected) return <Tag tone="outline">disconnected</Tag>;
  return (
    <span className="text-meta text-text-3">
      {models.length} {models.length === 1 ? 'model' : 'models'}
    </span>
  );
}

function Model({ model, states, now, onTryNow }: ProviderRowsProps & { model: ModelHealth }) {
  const state = findBreakerState(states, model.id);
  return (
    <tr>
      <td className={`${MODEL_CELL} max-w-[280px] truncate pl-[54px]!`} title={model.id}>
        {model.name}
      </td>
      <td className={`${MODEL_CELL} min-w-[340px] whitespace-normal`}>
        <BreakerLine state={state} now={now} />
      </td>
      <Figures calls={model} className={MODEL_CELL} />
      <td className={`${MODEL_CELL} text-right`}>
        <TryNow model={model.id} state={state} onTryNow={onTryNow} />
      </td>
    </tr>
  );
}

function Figures({ calls, className }: { calls: ProviderHealth | ModelHealth; className: string }) {
  const { attempts, timeouts, ttft } = calls;
  const number = `${className} text-right`;
  return (
    <>
      <td className={number}>{formatCount(attempts)}</td>
      <td className={number}>
        <Failed calls={calls} />
      </td>
      <td className={number}>
        <Count value={timeouts} of={attempts} />
      </td>
      <td className={number}>
        <FirstToken ms={ttft?.p50Ms} />
      </td>
      <td className={number}>
        <FirstToken ms={ttft?.p95Ms} />
      </td>
    </>
  );
}
