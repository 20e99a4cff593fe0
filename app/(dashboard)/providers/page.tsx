import { Braces, Check, Eye, Wrench } from 'lucide-react';
import type { Metadata } from 'next';
import { PageBody, PageHeader } from '@/components/shell/page';
import { Card, CardHeader } from '@/components/ui/card';
import { ModelName, ProviderDot } from '@/components/ui/model-name';
import { Tag } from '@/components/ui/tag';
import { pageCaller } from '@/lib/auth/doormen';
import { isRetired } from '@/lib/engine/catalog/catalog';
import { priceFor } from '@/lib/engine/cost';
import type { Model } from '@/lib/engine/types';
import { formatCompact, formatRate } from '@/lib/format';
import type { Runtime } from '@/lib/gateway/runtime';
import { PROVIDERS, SANDBOX } from '@/lib/providers/registry';

export const metadata: Metadata = { title: 'Providers' };

export default async function ProvidersPage() {
  const { runtime } = await pageCaller();
  return (
    <>
      <PageHeader title="Providers" purpose="Who can answer, and what each model can do and costs." />
      <PageBody>
        <Connections runtime={runtime} />
        <Models runtime={runtime} />
      </PageBody>
    </>
  );
}

function Connections({ runtime }: { runtime: Runtime }) {
  const isOn = (id: string) => runtime.providers.has(id);
  return (
    <Card>
      <CardHeader title="Connections" qualifier="a provider is connected by its variable in the server’s environment" />
      <ul className="grid grid-cols-2 gap-x-8 px-4 pt-1 pb-3 max-[900px]:grid-cols-1">
        {PROVIDERS.map(({ id, keyVariables, baseUrlVariable, isLocal }) => (
          <ConnectionRow
            key={id}
            id={id}
            isOn={isOn(id)}
            variable={isLocal ? baseUrlVariable : (keyVariables[0] ?? '')}
          />
        ))}
        <ConnectionRow id={SANDBOX} isOn={isOn(SANDBOX)} variable="A3M_SANDBOX=on" />
      </ul>
    </Card>
  );
}

function ConnectionRow({ id, isOn, variable }: { id: string; isOn: boolean; variable: string }) {
  return (
    <li className="flex h-10 items-center gap-2 border-b border-line-subtle">
      <ProviderDot provider={id} />
      <span className={isOn ? 'font-medium' : 'text-text-2'}>{id}</span>
      <span className="ml-auto">
        {isOn ? (
          <Tag tone="ok">
            <Check size={12} /> connected
          </Tag>
        ) : (
          <code className="font-mono text-[12px] text-text-3">{variable}</code>
        )}
      </span>
    </li>
  );
}

const HEAD =
  'h-8 border-b border-line px-3 text-left text-meta font-medium whitespace-nowrap text-text-3 first:pl-4 last:pr-4';
const CELL = 'h-10 border-b border-line-subtle px-3 whitespace-nowrap first:pl-4 last:pr-4';

function Models({ runtime: { catalog, providers, breaker } }: { runtime: Runtime }) {
  const now = Date.now();
  const models = catalog.all().filter(({ provider }) => providers.has(provider));
  const retired = models.filter((model) => isRetired(model, now));
  const active = models.filter((model) => !isRetired(model, now));
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Models" qualifier={`${active.length} on, ${retired.length} retired; $ per million tokens`} />
      <div className="overflow-x-auto pt-1">
        <table className="w-full border-collapse tabular">
          <thead>
            <tr>
              <th className={HEAD}>Model</th>
              <th className={HEAD}>Abilities</th>
              <th className={`${HEAD} text-right`}>Window</th>
              <th className={`${HEAD} text-right`}>Input</th>
              <th className={`${HEAD} text-right`}>Cached</th>
              <th className={`${HEAD} text-right`}>Output</th>
              <th className={HEAD}>Price from</th>
              <th className={HEAD}>State</th>
            </tr>
          </thead>
          <tbody>
            {[...active, ...retired].map((model) => (
              <ModelRow key={model.id} model={model} now={now} breakerState={breaker.stateOf(model).state} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function ModelRow({ model, now, breakerState }: { model: Model; now: number; breakerState: string }) {
  const rates = priceFor(model, now, 0)?.rates;
  const price = model.prices.at(-1);
  return (
    <tr>
      <td className={CELL}>
        <ModelName provider={model.provider} name={model.name} />
      </td>
      <td className={CELL}>
        <AbilityIcons model={model} />
      </td>
      <td className={`${CELL} text-right`}>{formatCompact(model.contextWindow)}</td>
      <td className={`${CELL} text-right`}>{rates ? formatRate(rates.input) : '–'}</td>
      <td className={`${CELL} text-right text-text-2`}>
        {rates?.cachedInput === undefined ? '–' : formatRate(rates.cachedInput)}
      </td>
      <td className={`${CELL} text-right`}>{rates ? formatRate(rates.output) : <Tag tone="warn">unpriced</Tag>}</td>
      <td className={`${CELL} text-meta text-text-3`}>{price ? `${price.source}, ${price.verifiedAt}` : 'nobody'}</td>
      <td className={CELL}>
        <ModelState model={model} now={now} breakerState={breakerState} />
      </td>
    </tr>
  );
}

function AbilityIcons({ model: { abilities } }: { model: Model }) {
  const icons = [
    { has: abilities.vision, label: 'sees images', Icon: Eye },
    { has: abilities.tools, label: 'calls tools', Icon: Wrench },
    { has: abilities.jsonSchema, label: 'keeps to a JSON schema', Icon: Braces },
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

function ModelState({ model, now, breakerState }: { model: Model; now: number; breakerState: string }) {
  if (model.retired && isRetired(model, now))
    return (
      <Tag tone="danger">
        retired {model.retired.on}, use {model.retired.replacement}
      </Tag>
    );
  if (breakerState === 'open') return <Tag tone="danger">breaker open</Tag>;
  if (breakerState === 'cooling') return <Tag tone="warn">cooling down</Tag>;
  if (model.retired) return <Tag tone="warn">retires {model.retired.on}</Tag>;
  return <span className="text-text-3">closed</span>;
}
