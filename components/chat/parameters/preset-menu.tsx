'use client';
import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { buttonClass } from '../../ui/button';
import { PresetNameDialog } from './preset-name-dialog';
import type { PresetsHandle } from './use-presets';

const ITEM =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 outline-none data-highlighted:bg-hover data-disabled:cursor-default data-disabled:text-text-disabled pointer-coarse:min-h-11';

/** Applies, saves, updates, renames and deletes presets. */
export function PresetMenu({ presets: handle, onReset }: { presets: PresetsHandle; onReset: () => void }) {
  const { presets, current } = handle;
  const [naming, setNaming] = useState<'save' | 'rename' | null>(null);
  const shown = current ? `${current.preset.name}${current.isChanged ? ', changed' : ''}` : 'Presets';
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={buttonClass('default', 'small')} aria-label={`Preset: ${shown}`}>
          <span className="max-w-[120px] truncate">{shown}</span>
          <ChevronDown size={12} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="end"
            sideOffset={4}
            collisionPadding={12}
            className="pop-in z-50 max-h-[min(480px,80vh)] w-[240px] overflow-y-auto rounded-lg border border-line-overlay bg-overlay p-1 shadow-pop"
          >
            {presets.length === 0 && (
              <p className="px-2 py-1.5 text-meta text-pretty text-text-3">
                No presets yet. Save these parameters as a preset to use them again.
              </p>
            )}
            <DropdownMenu.RadioGroup value={current && !current.isChanged ? current.preset.id : ''}>
              {presets.map((preset) => (
                <DropdownMenu.RadioItem
                  key={preset.id}
                  value={preset.id}
                  className={ITEM}
                  onSelect={() => handle.pick(preset)}
                >
                  <span className="grid size-4 shrink-0 place-items-center">
                    <DropdownMenu.ItemIndicator>
                      <Check size={14} className="text-accent-text" />
                    </DropdownMenu.ItemIndicator>
                  </span>
                  <span className="truncate">{preset.name}</span>
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
            <DropdownMenu.Separator className="my-1 h-px bg-line-subtle" />
            {current?.isChanged && (
              <DropdownMenu.Item className={ITEM} onSelect={() => void handle.update(current.preset)}>
                <span className="truncate">Update “{current.preset.name}”</span>
              </DropdownMenu.Item>
            )}
            <DropdownMenu.Item className={ITEM} onSelect={() => setNaming('save')}>
              Save as preset …
            </DropdownMenu.Item>
            {current && (
              <>
                <DropdownMenu.Item className={ITEM} onSelect={() => setNaming('rename')}>
                  <span className="truncate">Rename “{current.preset.name}” …</span>
                </DropdownMenu.Item>
                <DropdownMenu.Item
                  className={`${ITEM} text-danger-text`}
                  onSelect={() => void handle.remove(current.preset)}
                >
                  <span className="truncate">Delete “{current.preset.name}”</span>
                </DropdownMenu.Item>
              </>
            )}
            <DropdownMenu.Separator className="my-1 h-px bg-line-subtle" />
            <DropdownMenu.Item className={ITEM} onSelect={onReset}>
              Reset all parameters
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {naming === 'save' && (
        <PresetNameDialog
          title="Save as preset"
          purpose="Saves the current parameters. Only you see it, in this team."
          initial=""
          submit="Save preset"
          onSubmit={handle.saveAs}
          onClose={() => setNaming(null)}
        />
      )}
      {naming === 'rename' && current && (
        <PresetNameDialog
          title="Rename preset"
          purpose="The parameters do not change."
          initial={current.preset.name}
          submit="Rename"
          onSubmit={(name) => handle.rename(current.preset, name)}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  );
}
