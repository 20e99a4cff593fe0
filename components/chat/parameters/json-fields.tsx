'use client';
import { useId } from 'react';
import { SwitchRow } from '../../form/switch-row';
import { classNames } from '../../ui/class-names';
import { schemaProblem } from './json-schema-check';

interface JsonFieldsProps {
  isOn: boolean;
  schema: string;
  onChange: (change: { jsonMode?: boolean; jsonSchema?: string }) => void;
}

const EXAMPLE =
  '{\n  "type": "object",\n  "properties": {\n    "city": { "type": "string" }\n  },\n  "required": ["city"]\n}';

/** JSON mode and its optional schema. */
export function JsonFields({ isOn, schema, onChange }: JsonFieldsProps) {
  const id = useId();
  const problem = schemaProblem(schema);
  return (
    <div className="flex flex-col gap-2">
      <SwitchRow label="JSON mode" isOn={isOn} onChange={(jsonMode) => onChange({ jsonMode })} />
      {isOn && (
        <div className="flex flex-col gap-1.5">
          <label htmlFor={id} className="text-meta font-medium">
            JSON schema
          </label>
          <textarea
            id={id}
            rows={7}
            spellCheck={false}
            value={schema}
            placeholder={EXAMPLE}
            aria-invalid={problem ? true : undefined}
            aria-describedby={`${id}-hint`}
            onChange={(event) => onChange({ jsonSchema: event.target.value })}
            className={classNames(
              'w-full resize-y rounded-md border bg-control px-2.5 py-1.5 font-mono text-[12px] leading-5 whitespace-pre placeholder:text-text-disabled',
              problem ? 'border-danger' : 'border-line-input',
            )}
          />
          <p
            id={`${id}-hint`}
            className={classNames('text-meta text-pretty', problem ? 'text-danger-text' : 'text-text-3')}
          >
            {problem ?? (schema.trim() ? 'Answers follow this schema.' : 'Without a schema, answers can be any JSON.')}
          </p>
        </div>
      )}
    </div>
  );
}
