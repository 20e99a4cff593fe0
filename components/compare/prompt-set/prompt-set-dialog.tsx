'use client';
import { ListChecks } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { ColumnSettings, EstimateView } from '@/lib/services/compare/comparison-view';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { DialogFoot } from '../../ui/dialog-foot';
import { formatEstimate } from '../setup/setup';
import type { CompareActions } from '../types';
import { PromptSourceFields } from './prompt-source-fields';
import { type PromptSource, usePromptSource } from './use-prompt-source';
import { useSetEstimate } from './use-set-estimate';

interface PromptSetDialogProps {
  /** The columns to run the set with. */
  onColumns: () => Promise<ColumnSettings[] | null>;
  onEstimate: CompareActions['onEstimate'];
  /** Resolves to the problem, or to null when the run started. */
  onRun: (columns: ColumnSettings[], prompts: string[]) => Promise<string | null>;
  disabled: boolean;
}

/** Runs a list of prompts, pasted or from CSV, through the columns. */
export function PromptSetDialog({ onColumns, onEstimate, onRun, disabled }: PromptSetDialogProps) {
  const source = usePromptSource();
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [columns, setColumns] = useState<ColumnSettings[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { prompts, problem: listProblem } = source.list;
  const estimate = useSetEstimate(columns, prompts, onEstimate);

  const open = async (isOpening: boolean) => {
    setOpen(isOpening);
    if (isOpening) setColumns(await onColumns());
  };
  const run = async (event: FormEvent) => {
    event.preventDefault();
    if (!columns || listProblem) return;
    setBusy(true);
    const refusal = await onRun(columns, prompts);
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
      <form className="flex flex-col gap-3" onSubmit={(event) => void run(event)}>
        <PromptSourceFields source={source} />
        <FileLink onFile={async (file) => setProblem(await source.readFile(file))} />
        <p role="status" className="text-text-2 tabular">
          {describeList(source, columns?.length ?? 0, estimate)}
        </p>
        <DialogFoot
          problem={problem}
          submit={prompts.length > 1 ? `Run ${prompts.length} prompts` : 'Run'}
          busy={isBusy ? 'Starting …' : 'Run'}
          isBusy={isBusy || !columns || listProblem !== null}
          onCancel={() => setOpen(false)}
        />
      </form>
    </Dialog>
  );
}

function FileLink({ onFile }: { onFile: (file: File) => void }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="w-fit cursor-pointer text-accent-text underline underline-offset-2 focus-within:outline-2 focus-within:outline-focus"
    >
      Choose a CSV file
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,text/csv"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again.
          event.target.value = '';
          if (file) onFile(file);
        }}
        className="sr-only"
      />
    </label>
  );
}

/** The problem with the prompts, or the size and the estimated cost of the run. Nothing before the first input. */
function describeList({ list, text, columnNames }: PromptSource, columns: number, estimate: EstimateView | null) {
  const { prompts, problem } = list;
  if (problem !== null) return columnNames || text.trim() ? problem : '';
  const count = prompts.length;
  const answers = `${count} ${count === 1 ? 'prompt' : 'prompts'} × ${columns} columns: ${count * columns} answers`;
  return estimate ? `${answers}, ${formatEstimate(estimate)}` : answers;
}
