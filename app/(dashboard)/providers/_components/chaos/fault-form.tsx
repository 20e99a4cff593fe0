'use client';
import { Power } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/form/field';
import type { ActiveFault, LiveAnswer } from '@/components/models/live-states';
import { Button } from '@/components/ui/button';
import { Problem } from '@/components/ui/problem';
import { useLiveAction } from '../health/use-live-action';
import { Choice } from './choice';
import {
  type FaultDescription,
  type FaultParameter,
  initialInputs,
  parameterLabel,
  parameterUnit,
  problemWith,
  toParameters,
} from './fault-descriptor';

export type OnSwitchOn = (input: ActiveFault) => Promise<LiveAnswer>;

/** A sandbox model that faults can be injected into. */
export interface SandboxModel {
  id: string;
  name: string;
}

interface FaultFormProps {
  models: SandboxModel[];
  faults: FaultDescription[];
  model: string;
  onModel: (model: string) => void;
  onSwitchOn: OnSwitchOn;
}

/** Selects a model, a fault and its parameters, and activates it. */
export function FaultForm({ models, faults, model, onModel, onSwitchOn }: FaultFormProps) {
  const { run, isBusy, error } = useLiveAction();
  const [chosen, setChosen] = useState(faults[0]);
  const [inputs, setInputs] = useState<Record<string, string>>(chosen ? initialInputs(chosen) : {});
  if (!chosen) return null;
  const isInvalid = chosen.parameters.some(
    (parameter) => problemWith(parameter, inputs[parameter.name] ?? '') !== null,
  );
  const choose = (name: string) => {
    const next = faults.find((fault) => fault.name === name) ?? chosen;
    setChosen(next);
    setInputs(initialInputs(next));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => onSwitchOn({ model, fault: chosen.name, parameters: toParameters(chosen, inputs) }));
  };
  return (
    <form onSubmit={submit} aria-label="Inject a fault" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <Choice label="Model" value={model} onChange={onModel} options={models.map(({ id, name }) => [id, name])} />
        <Choice
          label="Fault"
          value={chosen.name}
          onChange={choose}
          options={faults.map(({ name, label }) => [name, label])}
        />
        {chosen.parameters.map((parameter) => (
          <Parameter
            key={`${chosen.name} ${parameter.name}`}
            parameter={parameter}
            input={inputs[parameter.name] ?? ''}
            onInput={(text) => setInputs({ ...inputs, [parameter.name]: text })}
          />
        ))}
        <Button
          type="submit"
          variant="primary"
          className="mt-[22px] max-[640px]:mt-0 max-[640px]:w-full"
          disabled={isBusy || isInvalid}
        >
          <Power size={14} /> {isBusy ? 'Injecting …' : 'Inject fault'}
        </Button>
      </div>
      <p className="text-meta text-text-3">{chosen.description}</p>
      {error && <Problem>{error}</Problem>}
    </form>
  );
}

interface ParameterProps {
  parameter: FaultParameter;
  input: string;
  onInput: (text: string) => void;
}

function Parameter({ parameter, input, onInput }: ParameterProps) {
  const { kind, options, hint } = parameter;
  if (kind === 'choice')
    return (
      <Choice
        label={parameterLabel(parameter)}
        value={input}
        onChange={onInput}
        options={[['', 'default'], ...options.map((option) => [option, option])]}
      />
    );
  return (
    <div className="w-52 max-[640px]:w-[calc(50%-6px)]">
      <Field
        label={parameterLabel(parameter)}
        inputMode={kind === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        value={input}
        onChange={(event) => onInput(event.target.value)}
        help={hint}
        error={problemWith(parameter, input)}
        trailing={<span className="text-meta text-text-3">{parameterUnit(parameter)}</span>}
        className="tabular"
      />
    </div>
  );
}
