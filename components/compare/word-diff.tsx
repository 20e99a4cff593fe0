'use client';
import { useMemo, useState } from 'react';
import { formatPercent } from '../../lib/format';
import { SelectField } from '../form/select-field';
import { Card } from '../ui/card';
import { diffWords } from './diff-words';

interface WordDiffProps {
  /** The answers to choose from. */
  answers: { name: string; text: string }[];
}

/** Two answers as one text: words only in the first are struck out, words only in the second are underlined. */
export function WordDiff({ answers }: WordDiffProps) {
  const [first, setFirst] = useState(0);
  const [second, setSecond] = useState(1);
  const a = answers[first] ?? answers[0];
  const b = answers[second] ?? answers[1];
  const diff = useMemo(() => diffWords(a?.text ?? '', b?.text ?? ''), [a?.text, b?.text]);
  const options = answers.map(({ name }, i) => (
    <option key={name} value={i}>
      {name}
    </option>
  ));
  return (
    <Card>
      <header className="flex flex-wrap items-end gap-3 px-4 pt-3 pb-2">
        <h2 className="mr-auto self-center font-semibold tracking-[-0.006em]">Word diff</h2>
        <SelectField
          label="From"
          className="w-56"
          value={first}
          onChange={(event) => setFirst(Number(event.target.value))}
        >
          {options}
        </SelectField>
        <SelectField
          label="To"
          className="w-56"
          value={second}
          onChange={(event) => setSecond(Number(event.target.value))}
        >
          {options}
        </SelectField>
      </header>
      <p className="px-4 text-meta text-text-3 tabular">
        {formatPercent(diff.similarity)} of the words are the same. <del>Struck out</del>: only in the first;{' '}
        <ins>underlined</ins>: only in the second.
        {diff.isTruncated && ' The answers are long, so only the first 20,000 characters are compared.'}
      </p>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard.
        tabIndex={0}
        className="mx-4 mt-3 mb-4 max-h-[420px] overflow-y-auto text-body whitespace-pre-wrap wrap-anywhere"
      >
        {diff.parts.map(({ text, kind }, i) => {
          const key = `${i} ${kind}`;
          if (kind === 'same') return <span key={key}>{text}</span>;
          return kind === 'removed' ? (
            <del key={key} className="rounded-[2px] bg-danger-bg text-danger-text">
              <span className="sr-only">[only in the first: </span>
              {text}
              <span className="sr-only">]</span>
            </del>
          ) : (
            <ins key={key} className="rounded-[2px] bg-ok-bg text-ok-text">
              <span className="sr-only">[only in the second: </span>
              {text}
              <span className="sr-only">]</span>
            </ins>
          );
        })}
      </div>
    </Card>
  );
}
