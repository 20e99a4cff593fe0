'use client';
import { useId } from 'react';
import type { ChatSettings } from '@/lib/chat-settings';
import { formatCount } from '@/lib/format';
import type { PolicyWeight } from '@/lib/services/chat/parameters';
import type { DraftPlan } from '@/lib/services/chat/plan-draft';
import type { PickableModel } from '@/lib/services/routing/pickable-models';
import { SwitchRow } from '../../form/switch-row';
import { Button } from '../../ui/button';
import { ModelSelect } from '../composer/model-select';
import { CeilingField } from './ceiling-field';
import { type ChatFigures, CostSummary } from './cost-summary';
import { JsonFields } from './json-fields';
import { parseTemperature, parseTokens, TEMPERATURE_SCALE, TOKEN_SCALE } from './parameter-scales';
import { ParameterSlider } from './parameter-slider';
import { PolicySlider } from './policy-slider';
import { PresetMenu } from './preset-menu';
import type { PresetsHandle } from './use-presets';

export interface ParametersProps {
  settings: ChatSettings;
  onChange: (settings: ChatSettings) => void;
  /** The settings of a new chat. */
  defaults: ChatSettings;
  models: PickableModel[];
  /** Quality weights of the policies, by their name in `model`. */
  policies: Record<string, PolicyWeight>;
  presets: PresetsHandle;
  plan: DraftPlan | null;
  figures: ChatFigures;
}

const SEVERAL = 3;

/** The settings of the next questions. */
export function Parameters(props: ParametersProps) {
  const { settings, onChange, defaults, models, policies, presets, plan, figures } = props;
  const change = (part: Partial<ChatSettings>) => onChange({ ...settings, ...part });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
        <div className="flex items-center gap-2">
          <h2 className="flex-1 font-semibold">Parameters</h2>
          <PresetMenu presets={presets} onReset={() => onChange(defaults)} />
        </div>
        <PresetStatus presets={presets} />
        <ModelSelect
          model={settings.model}
          models={models}
          onChange={(model) => change({ model, qualityWeight: null })}
        />
        <PolicySlider
          policy={policies[settings.model] ?? null}
          weight={settings.qualityWeight}
          onChange={(qualityWeight) => change({ qualityWeight })}
        />
        <CeilingField
          maxCostUsd={settings.maxCostUsd}
          excluded={plan?.overCeiling ?? null}
          onChange={(maxCostUsd) => change({ maxCostUsd })}
        />
        <SystemPrompt value={settings.systemPrompt} onChange={(systemPrompt) => change({ systemPrompt })} />
        <ParameterSlider
          label="Temperature"
          value={settings.temperature}
          scale={TEMPERATURE_SCALE}
          parse={parseTemperature}
          rule="Enter a number from 0 to 2."
          format={String}
          onChange={(temperature) => change({ temperature })}
        />
        <ParameterSlider
          label="Max tokens"
          value={settings.maxTokens}
          scale={TOKEN_SCALE}
          parse={parseTokens}
          rule="Enter a whole number from 1 to 1,000,000."
          format={formatCount}
          onChange={(maxTokens) => change({ maxTokens })}
        />
        <div className="flex flex-col gap-3">
          <JsonFields isOn={settings.jsonMode} schema={settings.jsonSchema} onChange={change} />
          <SwitchRow
            label="Keep one model per chat"
            isOn={settings.keepModel}
            onChange={(keepModel) => change({ keepModel })}
          />
          <SwitchRow
            label="Fall back on failure"
            isOn={settings.fallback}
            onChange={(fallback) => change({ fallback })}
          />
          <SwitchRow
            label="Ask three"
            help="Sends each question to three models and shows the answer that most of them agree on."
            isOn={settings.askSeveral !== null}
            onChange={(isOn) => change({ askSeveral: isOn ? SEVERAL : null })}
          />
        </div>
      </div>
      <CostSummary figures={figures} />
    </div>
  );
}

function SystemPrompt({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-meta font-medium">
        System prompt
      </label>
      <textarea
        id={id}
        rows={3}
        maxLength={100_000}
        value={value}
        placeholder="none"
        onChange={(event) => onChange(event.target.value)}
        className="min-h-[84px] w-full resize-y rounded-md border border-line-input bg-control px-2.5 py-1.5 text-ui placeholder:text-text-3"
      />
    </div>
  );
}

/** Result of the last preset action, with Undo after a deletion. */
function PresetStatus({ presets: { deleted, problem, restore } }: { presets: PresetsHandle }) {
  return (
    <div role="status" className="-mt-3 text-meta empty:hidden">
      {problem && <p className="text-danger-text">{problem}</p>}
      {deleted && (
        <p className="flex items-center gap-2 text-text-2">
          <span className="min-w-0 flex-1 truncate">Deleted “{deleted.name}”.</span>
          <Button size="tiny" onClick={() => void restore(deleted)}>
            Undo
          </Button>
        </p>
      )}
    </div>
  );
}
