import { TABLE_CELL, TABLE_HEAD } from '@/components/ui/table-classes';
import { formatPercent } from '@/lib/format';
import type { Trial } from '../accuracy/accuracy';
import { Choice, ComparisonMark } from './trial-choice';
import { compareChoices } from './trial-comparison';
import type { TrialLine } from './use-trials';

export interface TrialRowsProps {
  lines: TrialLine[];
  nowLabel: string;
  /** Null without a draft to compare. */
  draftLabel: string | null;
}

export function TrialTable({ lines, nowLabel, draftLabel }: TrialRowsProps) {
  return (
    <table className={`w-full table-fixed border-collapse tabular ${draftLabel ? 'min-w-[920px]' : 'min-w-[600px]'}`}>
      <thead>
        <tr>
          <th className={TABLE_HEAD}>Prompt</th>
          <th className={`${TABLE_HEAD} w-[150px]`}>Category</th>
          <th className={`${TABLE_HEAD} w-[26%]`}>{nowLabel}</th>
          {draftLabel && (
            <>
              <th className={`${TABLE_HEAD} w-[26%]`}>{draftLabel}</th>
              <th className={`${TABLE_HEAD} w-[96px] text-right`}>Cost</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ prompt, trial }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may have the same prompt.
          <tr key={i} className="group hover:bg-hover">
            <td className={`${TABLE_CELL} truncate`} title={prompt}>
              {prompt}
            </td>
            {trial ? (
              <Decided trial={trial} hasDraft={draftLabel !== null} />
            ) : (
              <td className={`${TABLE_CELL} text-text-3`} colSpan={draftLabel ? 4 : 2}>
                not decided yet
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Decided({ trial, hasDraft }: { trial: Trial; hasDraft: boolean }) {
  const { category, confidence, now, draft, problem } = trial;
  const comparison = compareChoices(trial);
  return (
    <>
      <td className={TABLE_CELL}>
        {category} <span className="text-text-3">{formatPercent(confidence)}</span>
      </td>
      {problem ? (
        <td className={`${TABLE_CELL} truncate text-text-2`} colSpan={hasDraft ? 3 : 1} title={problem}>
          {problem}
        </td>
      ) : (
        <>
          <td className={TABLE_CELL}>
            <Choice choice={now} />
          </td>
          {hasDraft && (
            <>
              <td className={TABLE_CELL}>
                <Choice choice={draft} isOther={comparison.text !== 'same'} />
              </td>
              <td className={`${TABLE_CELL} text-right`}>
                <ComparisonMark comparison={comparison} />
              </td>
            </>
          )}
        </>
      )}
    </>
  );
}
