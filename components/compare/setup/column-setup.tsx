'use client';
import { SlidersHorizontal, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ColumnSettings } from '@/lib/services/compare/comparison-view';
import type { PickableModel } from '@/lib/services/routing/pickable-models';
import { ModelPicker } from '../../chat/composer/model-picker';
import { Button, buttonClass } from '../../ui/button';
import { Letter } from '../columns/column';
import { letterOf } from '../types';
import { ParameterFields } from './parameter-fields';
import { describeParameters } from './parameters';

interface ColumnSetupProps {
  place: number;
  settings: ColumnSettings;
  models: PickableModel[];
  onChange: (settings: ColumnSettings) => void;
  /** Absent for the last two columns. */
  onRemove?: (() => void) | undefined;
}

/** Setup of a column: model or policy, and parameters. */
export function ColumnSetup({ place, settings, models, onChange, onRemove }: ColumnSetupProps) {
  const letter = letterOf(place);
  const words = describeParameters(settings);
  return (
    <section
      aria-label={`Column ${letter}`}
      className="flex min-w-0 flex-col rounded-lg border border-line bg-surface shadow-card"
    >
      <header className="flex h-11 items-center gap-1 border-b border-line-subtle pr-2 pl-3 max-[640px]:h-13">
        <Letter place={place} />
        <div className="min-w-0 flex-1">
          <ModelPicker model={settings.model} models={models} onChange={(model) => onChange({ ...settings, model })} />
        </div>
        <Popover.Root>
          <Popover.Trigger
            className={buttonClass('ghost', 'small', true)}
            aria-label={`Parameters of ${letter}`}
            title="Parameters"
          >
            <SlidersHorizontal size={14} />
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              align="end"
              sideOffset={6}
              collisionPadding={16}
              role="dialog"
              aria-label={`Parameters of column ${letter}`}
              className="pop-in z-30 max-h-[min(560px,75vh)] w-[320px] max-w-[calc(100vw-32px)] overflow-y-auto rounded-lg border border-line-overlay bg-overlay p-4 shadow-pop"
            >
              <ParameterFields settings={settings} onChange={onChange} />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
        {onRemove && (
          <Button
            variant="ghost"
            size="small"
            isIcon
            aria-label={`Remove column ${letter}`}
            title="Remove"
            onClick={onRemove}
          >
            <X size={14} />
          </Button>
        )}
      </header>
      <div className="min-h-24 flex-1 p-4 text-text-3">
        {words.length === 0 ? (
          <p>Model defaults: no system prompt or other parameters.</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {words.map((line) => (
              <li key={line} className="line-clamp-3">
                {line}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
