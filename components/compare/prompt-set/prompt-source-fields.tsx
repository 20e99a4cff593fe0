'use client';
import { useId } from 'react';
import { SelectField } from '../../form/select-field';
import { Button } from '../../ui/button';
import type { PromptSource } from './use-prompt-source';

/** The field for typed prompts, or the choice of the CSV column. */
export function PromptSourceFields({ source }: { source: PromptSource }) {
  return source.columnNames === null ? (
    <PromptText {...source} />
  ) : (
    <CsvColumn {...source} names={source.columnNames} />
  );
}

function CsvColumn(props: PromptSource & { names: string[] }) {
  const { names, column, setColumn, hasHeader, setHasHeader, removeFile } = props;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <SelectField
        label="Prompt column"
        className="min-w-0 flex-1"
        value={column}
        onChange={(event) => setColumn(Number(event.target.value))}
      >
        {names.map((name, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a CSV column is identified by its position.
          <option key={i} value={i}>
            {name}
          </option>
        ))}
      </SelectField>
      <Button onClick={removeFile}>Paste instead</Button>
      <label className="flex basis-full items-center gap-2 text-meta pointer-coarse:min-h-11">
        <input type="checkbox" checked={hasHeader} onChange={({ target }) => setHasHeader(target.checked)} />
        The first line has column names
      </label>
    </div>
  );
}

function PromptText({ text, setText }: PromptSource) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={`${id}-text`} className="text-meta font-medium">
        Prompts
      </label>
      <textarea
        id={`${id}-text`}
        rows={8}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-describedby={`${id}-help`}
        placeholder={'What is the capital of Portugal?\nWrite a haiku about rain.'}
        className="w-full resize-y rounded-md border border-line-input bg-control px-2.5 py-1.5 text-ui placeholder:text-text-3"
      />
      <p id={`${id}-help`} className="text-meta text-text-3">
        One prompt per line. To use several lines per prompt, separate prompts with a blank line.
      </p>
    </div>
  );
}
