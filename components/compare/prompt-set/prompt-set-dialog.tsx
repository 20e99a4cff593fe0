'use client';
import { ListChecks } from 'lucide-react';
import { type ChangeEvent, useEffect, useId, useMemo, useState } from 'react';
import type { ColumnSettings, EstimateView } from '@/lib/services/compare/comparison-view';
import { SelectField } from '../../form/select-field';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { DialogFoot } from '../../ui/dialog-foot';
import { formatEstimate } from '../setup/setup';
import type { CompareActions } from '../types';
import {
  decodeText,
  guessPromptColumn,
  hasHeaderRow,
  type PromptList,
  parsePromptLines,
  parseTable,
  promptsInColumn,
} from './prompt-list';

interface PromptSetDialogProps {
  /** The columns that the set is run through. */
  onColumns: () => Promise<ColumnSettings[] | null>;
  onEstimate: CompareActions['onEstimate'];
  /** Gives why it could not be started; null when it was. */
  onRun: (columns: ColumnSettings[], prompts: string[]) => Promise<string | null>;
  disabled: boolean;
}

const LARGEST_FILE = 8 * 1024 * 1024;

/** A list of prompts, pasted or from a CSV, to run through the columns. */
export function PromptSetDialog({ onColumns, onEstimate, onRun, disabled }: PromptSetDialogProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [csv, setCsv] = useState<string | null>(null);
  const [isNamed, setNamed] = useState(true);
  const [column, setColumn] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [columns, setColumns] = useState<ColumnSettings[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const read = useMemo(() => (csv === null ? null : parseTable(csv, isNamed)), [csv, isNamed]);
  const list = useMemo((): PromptList => {
    if (!read) return parsePromptLines(text);
    return read.table ? promptsInColumn(read.table, column) : { prompts: [], problem: read.problem };
  }, [read, text, column]);
  const estimate = useSetEstimate(columns, list.prompts, onEstimate);

  const open = async (isOpening: boolean) => {
    setOpen(isOpening);
    if (isOpening) setColumns(await onColumns());
  };
  const upload = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    if (file.size > LARGEST_FILE) return setProblem('The file is larger than 8 MB. Choose a smaller one.');
    const content = decodeText(await file.arrayBuffer());
    const { table, problem } = parseTable(content);
    setProblem(problem);
    setCsv(table && content);
    setNamed(hasHeaderRow(content));
    if (table) setColumn(guessPromptColumn(table));
  };
  const run = async () => {
    if (!columns || list.problem) return;
    setBusy(true);
    const refusal = await onRun(columns, list.prompts);
    setBusy(false);
    setProblem(refusal);
    if (refusal === null) setOpen(false);
  };
  return (
    <Dialog
      title="Prompt set"
      purpose="Run up to 200 prompts through the columns, then vote on each."
      isOpen={isOpen}
      onOpenChange={open}
      trigger={
        <Button disabled={disabled}>
          <ListChecks size={14} /> <span className="max-[640px]:sr-only">Prompt set</span>
        </Button>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        {read ? (
          <div className="flex flex-wrap items-end gap-3">
            <SelectField
              label="Prompt column"
              className="min-w-0 flex-1"
              value={column}
              onChange={(event) => setColumn(Number(event.target.value))}
            >
              {read.table?.names.map((name, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column of the file is its place.
                <option key={i} value={i}>
                  {name}
                </option>
              ))}
            </SelectField>
            <Button onClick={() => setCsv(null)}>Paste instead</Button>
            <label className="flex basis-full items-center gap-2 text-meta pointer-coarse:min-h-11">
              <input type="checkbox" checked={isNamed} onChange={({ target }) => setNamed(target.checked)} />
              The first line has column names
            </label>
          </div>
        ) : (
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
        )}
        <label
          htmlFor={`${id}-file`}
          className="w-fit cursor-pointer text-accent-text underline underline-offset-2 focus-within:outline-2 focus-within:outline-focus"
        >
          Choose a CSV file
          <input id={`${id}-file`} type="file" accept=".csv,.tsv,text/csv" onChange={upload} className="sr-only" />
        </label>
        <p role="status" className="text-text-2 tabular">
          {list.problem && (read || text.trim())
            ? list.problem
            : list.prompts.length > 0 && describeRun(list.prompts.length, columns?.length ?? 0, estimate)}
        </p>
        <DialogFoot
          problem={problem}
          submit={list.prompts.length > 1 ? `Run ${list.prompts.length} prompts` : 'Run'}
          busy={isBusy ? 'Starting …' : 'Run'}
          isBusy={isBusy || !columns || list.problem !== null}
          onCancel={() => setOpen(false)}
        />
      </form>
    </Dialog>
  );
}

function describeRun(prompts: number, columns: number, estimate: EstimateView | null): string {
  const answers = `${prompts} ${prompts === 1 ? 'prompt' : 'prompts'} × ${columns} columns: ${prompts * columns} answers`;
  return estimate ? `${answers}, ${formatEstimate(estimate)}` : answers;
}

const PAUSE_MS = 600;

function useSetEstimate(
  columns: ColumnSettings[] | null,
  prompts: string[],
  onEstimate: CompareActions['onEstimate'],
): EstimateView | null {
  const [estimate, setEstimate] = useState<EstimateView | null>(null);
  const key = prompts.join('\0');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the prompts' text stands for them.
  useEffect(() => {
    setEstimate(null);
    if (!columns || prompts.length === 0) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await onEstimate({ columns, promptsJson: JSON.stringify(prompts) }).catch(() => null);
      if (isCurrent && result?.ok) setEstimate(result.value);
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [columns, key, onEstimate]);
  return estimate;
}
