import { Braces, Eye, Wrench } from 'lucide-react';
import { modelAnchor } from '@/components/models/model-anchor';
import { ModelName } from '@/components/models/model-name';
import { Card, CardHeader } from '@/components/ui/card';
import { TABLE_CELL, TABLE_HEAD } from '@/components/ui/table-classes';
import { Tag } from '@/components/ui/tag';
import { isRetired } from '@/lib/engine/catalog/catalog';
import { priceFor } from '@/lib/engine/money/cost';
import type { Model } from '@/lib/engine/types';
import { formatCompact, formatRate } from '@/lib/format';
import type { Runtime } from '@/lib/runtime/runtime';

interface ModelsPanelProps {
  runtime: Pick<Runtime, 'catalog' | 'providers'>;
  /** The model that the URL links to. */
  marked: string | undefined;
}

/** Capabilities and prices of the connected models. */
export function ModelsPanel({ runtime: { catalog, providers }, marked }: ModelsPanelProps) {
  const now = Date.now();
  const models = catalog.all().filter(({ provider }) => providers.has(provider));
  const retired = models.filter((model) => isRetired(model, now));
  const active = models.filter((model) => !isRetired(model, now));
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Models"
        qualifier={`${active.length} active, ${retired.length} retired; $ per million tokens`}
      />
      <div className="overflow-x-auto pt-1">
        <table className="w-full border-collapse tabular">
          <thead>
            <tr>
              <th className={TABLE_HEAD}>Model</th>
              <th className={TABLE_HEAD}>Capabilities</th>
              <th className={`${TABLE_HEAD} text-right`}>Context</th>
              <th className={`${TABLE_HEAD} text-right`}>Input</th>
              <th className={`${TABLE_HEAD} text-right`}>Cached</th>
              <th className={`${TABLE_HEAD} text-right`}>Output</th>
              <th className={TABLE_HEAD}>Price source</th>
              <th className={TABLE_HEAD}>Status</th>
            </tr>
          </thead>
          <tbody>
            {[...active, ...retired].map((model) => (
              <ModelRow key={model.id} model={model} now={now} isMarked={model.id === marked} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function ModelRow({ model, now, isMarked }: { model: Model; now: number; isMarked: boolean }) {
  const rates = priceFor(model, now, 0)?.rates;
  const price = model.prices.at(-1);
  return (
    <tr
      id={modelAnchor(model.id)}
      aria-current={isMarked || undefined}
      className="group scroll-mt-16 aria-[current]:bg-selected"
    >
      <td className={TABLE_CELL}>
        <ModelName provider={model.provider} name={model.name} />
      </td>
      <td className={TABLE_CELL}>
        <AbilityIcons model={model} />
      </td>
      <td className={`${TABLE_CELL} text-right`}>{formatCompact(model.contextWindow)}</td>
      <td className={`${TABLE_CELL} text-right`}>{rates ? formatRate(rates.input) : '–'}</td>
      <td className={`${TABLE_CELL} text-right text-text-2`}>
        {rates?.cachedInput === undefined ? '–' : formatRate(rates.cachedInput)}
      </td>
      <td className={`${TABLE_CELL} text-right`}>
        {rates ? formatRate(rates.output) : <Tag tone="warn">unpriced</Tag>}
      </td>
      <td className={`${TABLE_CELL} max-w-[210px] truncate text-meta text-text-3`} title={price?.source}>
        {price ? `${price.verifiedAt}, ${price.source}` : 'unknown'}
      </td>
      <td className={TABLE_CELL}>
        <Service model={model} now={now} />
      </td>
    </tr>
  );
}

function AbilityIcons({ model: { abilities } }: { model: Model }) {
  const icons = [
    { has: abilities.vision, label: 'vision', Icon: Eye },
    { has: abilities.tools, label: 'tool calling', Icon: Wrench },
    { has: abilities.jsonSchema, label: 'JSON schema', Icon: Braces },
  ];
  return (
    <span className="flex gap-2 text-text-2">
      {icons.map(({ has, label, Icon }) => (
        <span key={label} title={has ? label : undefined} className="grid size-4 place-items-center">
          {has ? <Icon size={14} role="img" aria-label={label} /> : <span className="text-text-disabled">·</span>}
        </span>
      ))}
    </span>
  );
}

function Service({ model, now }: { model: Model; now: number }) {
  if (!model.retired) return <span className="text-text-3">active</span>;
  const { on, replacement } = model.retired;
  if (!isRetired(model, now)) return <Tag tone="warn">until {on}</Tag>;
  return (
    <Tag tone="danger">
      retired {on}, use {replacement}
    </Tag>
  );
}
