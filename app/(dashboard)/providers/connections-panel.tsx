import { Check } from 'lucide-react';
import { ProviderDot } from '@/components/models/model-name';
import { Card, CardHeader } from '@/components/ui/card';
import { Tag } from '@/components/ui/tag';
import { PROVIDERS, SANDBOX } from '@/lib/providers/registry';
import type { Runtime } from '@/lib/runtime/runtime';

/** The connected providers, and the variable that connects each of the others. */
export function ConnectionsPanel({ runtime }: { runtime: Pick<Runtime, 'providers'> }) {
  const isOn = (id: string) => runtime.providers.has(id);
  return (
    <Card>
      <CardHeader title="Connections" qualifier="set the variable in the server’s environment to connect a provider" />
      <ul className="grid grid-cols-3 gap-x-8 px-4 pt-1 pb-3 max-[1200px]:grid-cols-2 max-[760px]:grid-cols-1">
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
      <span className="ml-auto min-w-0 truncate">
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
