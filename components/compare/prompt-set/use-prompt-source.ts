'use client';
import { useMemo, useState } from 'react';
import {
  decodeText,
  guessPromptColumn,
  hasHeaderRow,
  type PromptList,
  parsePromptLines,
  parseTable,
  promptsInColumn,
} from './prompt-list';

const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** The prompts of a set: typed text, or one column of a CSV file. */
export function usePromptSource() {
  const [text, setText] = useState('');
  const [csv, setCsv] = useState<string | null>(null);
  const [hasHeader, setHasHeader] = useState(true);
  const [column, setColumn] = useState(0);
  const parsed = useMemo(() => (csv === null ? null : parseTable(csv, hasHeader)), [csv, hasHeader]);
  const list = useMemo((): PromptList => {
    if (!parsed) return parsePromptLines(text);
    return parsed.table ? promptsInColumn(parsed.table, column) : { prompts: [], problem: parsed.problem };
  }, [parsed, text, column]);

  /** Resolves to the problem with the file, or null. */
  const readFile = async (file: File): Promise<string | null> => {
    if (file.size > MAX_FILE_BYTES) return 'The file is larger than 8 MB. Choose a smaller one.';
    const content = decodeText(await file.arrayBuffer());
    const { table, problem } = parseTable(content);
    setCsv(table && content);
    setHasHeader(hasHeaderRow(content));
    if (table) setColumn(guessPromptColumn(table));
    return problem;
  };

  return {
    text,
    setText,
    /** The column names of the file; null while prompts are typed. */
    columnNames: parsed && (parsed.table?.names ?? []),
    column,
    setColumn,
    hasHeader,
    setHasHeader,
    list,
    readFile,
    removeFile: () => setCsv(null),
  };
}

export type PromptSource = ReturnType<typeof usePromptSource>;
