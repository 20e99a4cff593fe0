'use client';
import { Check, ChevronDown, Route } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { modelName } from '@/lib/format';
import type { PickableModel } from '@/lib/services/routing/pickable-models';
import { ModelName } from '../../models/model-name';
import { buttonClass } from '../../ui/button';

interface ModelPickerProps {
  model: string;
  models: PickableModel[];
  onChange: (model: string) => void;
}

/** Chooses a routing policy or one model. */
export function ModelPicker({ model, models, onChange }: ModelPickerProps) {
  const policies = models.filter(({ provider }) => provider === null);
  const pinned = models.filter(({ provider }) => provider !== null);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={buttonClass('ghost', 'small')} aria-label={`Model: ${model}`}>
        <Route size={14} />
        <span className="max-w-[180px] truncate max-[480px]:max-w-[96px]">
          {model.startsWith('auto') ? model : modelName(model)}
        </span>
        <ChevronDown size={12} strokeWidth={2} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side="top"
          align="start"
          sideOffset={6}
          className="pop-in z-30 max-h-[360px] w-[320px] max-w-[calc(100vw-32px)] overflow-y-auto rounded-lg border border-line-overlay bg-overlay p-1 shadow-pop"
        >
          <DropdownMenu.RadioGroup value={model} onValueChange={onChange}>
            <DropdownMenu.Label className="px-2 pt-2 pb-1 text-micro font-medium text-text-3">
              Let the router choose
            </DropdownMenu.Label>
            {policies.map((option) => (
              <Option key={option.id} option={option} />
            ))}
            <DropdownMenu.Label className="px-2 pt-3 pb-1 text-micro font-medium text-text-3">
              Use one model
            </DropdownMenu.Label>
            {pinned.map((option) => (
              <Option key={option.id} option={option} />
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Option({ option: { id, provider, note } }: { option: PickableModel }) {
  return (
    <DropdownMenu.RadioItem
      value={id}
      className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 outline-none data-highlighted:bg-hover pointer-coarse:min-h-11"
    >
      <span className="grid size-4 shrink-0 place-items-center">
        <DropdownMenu.ItemIndicator>
          <Check size={14} className="text-accent-text" />
        </DropdownMenu.ItemIndicator>
      </span>
      {provider ? (
        <ModelName provider={provider} name={modelName(id)} className="flex-1" />
      ) : (
        <span className="flex-1">{id}</span>
      )}
      <span className="text-meta whitespace-nowrap text-text-3 tabular">{note}</span>
    </DropdownMenu.RadioItem>
  );
}
