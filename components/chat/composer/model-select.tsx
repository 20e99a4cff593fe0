'use client';
import { Check, ChevronsUpDown, Route } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { modelName } from '@/lib/format';
import type { PickableModel } from '@/lib/services/routing/pickable-models';
import { ModelName, ProviderDot } from '../../models/model-name';
import { classNames } from '../../ui/class-names';

interface ModelSelectProps {
  model: string;
  models: PickableModel[];
  onChange: (model: string) => void;
}

/** Chooses a routing policy or one model, with search. */
export function ModelSelect({ model, models, onChange }: ModelSelectProps) {
  const [isOpen, setOpen] = useState(false);
  const chosen = models.find(({ id }) => id === model);
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-meta font-medium">Model</span>
      <Popover.Root open={isOpen} onOpenChange={setOpen}>
        <Popover.Trigger
          aria-label={`Choose a model: ${model}`}
          className="flex h-8 w-full items-center gap-2 rounded-md border border-line-input bg-control px-2.5 text-left text-ui pointer-coarse:h-11"
        >
          {chosen?.provider ? (
            <ProviderDot provider={chosen.provider} />
          ) : (
            <Route size={14} className="text-accent-text" />
          )}
          <span className="min-w-0 flex-1 truncate">{model.startsWith('auto') ? model : modelName(model)}</span>
          <ChevronsUpDown size={14} className="text-text-3" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={4}
            collisionPadding={12}
            aria-label="Choose a model"
            className="pop-in z-50 flex max-h-[min(420px,var(--radix-popover-content-available-height))] w-[320px] max-w-[calc(100vw-24px)] flex-col rounded-lg border border-line-overlay bg-overlay shadow-pop"
          >
            <Choices
              model={model}
              models={models}
              onChoose={(id) => {
                onChange(id);
                setOpen(false);
              }}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <p className="text-meta text-text-3">
        {model.startsWith('auto') ? 'The router picks a model for each message.' : 'Every message goes to this model.'}
      </p>
    </div>
  );
}

function Choices({
  model,
  models,
  onChoose,
}: {
  model: string;
  models: PickableModel[];
  onChoose: (id: string) => void;
}) {
  const listId = useId();
  const [query, setQuery] = useState('');
  const found = useMemo(() => modelsFound(models, query), [models, query]);
  const [at, setAt] = useState(
    Math.max(
      0,
      models.findIndex(({ id }) => id === model),
    ),
  );
  const active = found[Math.min(at, found.length - 1)];

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt(Math.min(found.length - 1, Math.max(0, Math.min(at, found.length - 1) + step)));
    if (event.key === 'Enter' && active) onChoose(active.id);
    if (step || event.key === 'Enter') event.preventDefault();
  };

  return (
    <>
      <input
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active ? `${listId}-${active.id}` : undefined}
        aria-label="Search models"
        placeholder="Search models"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="h-9 shrink-0 border-b border-line-subtle bg-transparent px-3 text-ui outline-none placeholder:text-text-3 pointer-coarse:h-11"
      />
      <div id={listId} role="listbox" aria-label="Models" className="min-h-0 overflow-y-auto p-1">
        {found.map((option) => (
          <Option
            key={option.id}
            id={`${listId}-${option.id}`}
            option={option}
            isChosen={option.id === model}
            isActive={option === active}
            onChoose={() => onChoose(option.id)}
          />
        ))}
        {found.length === 0 && <p className="px-2 py-3 text-meta text-text-3">No models match.</p>}
      </div>
    </>
  );
}

interface OptionProps {
  id: string;
  option: PickableModel;
  isChosen: boolean;
  isActive: boolean;
  onChoose: () => void;
}

function Option({ id, option, isChosen, isActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field handles the keys.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={onChoose}
      className={classNames(
        'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 hover:bg-hover pointer-coarse:min-h-11',
        isActive && 'bg-hover',
      )}
    >
      <Check size={14} className={classNames('shrink-0 text-accent-text', !isChosen && 'invisible')} />
      {option.provider ? (
        <ModelName provider={option.provider} name={modelName(option.id)} className="flex-1" />
      ) : (
        <span className="min-w-0 flex-1 truncate">{option.id}</span>
      )}
      <span className="text-meta whitespace-nowrap text-text-3 tabular">{option.note}</span>
    </div>
  );
}

/** Models with every word of the query somewhere in their id. */
export function modelsFound(models: PickableModel[], query: string): PickableModel[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter(({ id }) => words.every((word) => id.toLowerCase().includes(word)));
}
