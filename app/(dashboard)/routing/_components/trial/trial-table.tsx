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

const HEAD =
  'h-8 border-b border-line px-3 text-left text-meta font-medium whitespace-nowrap text-text-3 first:pl-4 last:pr-4';
const CELL = 'h-10 border-b border-line-subtle px-3 whitespace-nowrap first:pl-4 last:pr-4 group-last:border-b-0';

export function TrialTable({ lines, nowLabel, draftLabel }: TrialRowsProps) {
  return (
    <table className={`w-full table-fixed border-collapse tabular ${draftLabel ? 'min-w-[920px]' : 'min-w-[600px]'}`}>
      <thead>
        <tr>
          <th className={HEAD}>Prompt</th>
          <th className={`${HEAD} w-[150px]`}>Category</th>
          <th className={`${HEAD} w-[26%]`}>{nowLabel}</th>
          {draftLabel && (
            <>
              <th className={`${HEAD} w-[26%]`}>{draftLabel}</th>
              <th className={`${HEAD} w-[96px] text-right`}>Cost</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ prompt, trial }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may have the same prompt.
          <tr key={i} className="group hover:bg-hover">
            <td className={`${CELL} truncate`} title={prompt}>
              {prompt}
            </td>
            {trial ? (
              <Decided trial={trial} hasDraft={draftLabel !== null} />
            ) : (
              <td className={`${CELL} text-text-3`} colSpan={draftLabel ? 4 : 2}>
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
      <td className={CELL}>
        {category} <span className="text-text-3">{formatPercent(confidence)}</span>
      </td>
      {problem ? (
        <td className={`${CELL} truncate text-text-2`} colSpan={hasDraft ? 3 : 1} title={problem}>
          {problem}
        </td>
      ) : (
        <>
          <td className={CELL}>
            <Choice choice={now} />
          </td>
          {hasDraft && (
            <>
              <td className={CELL}>
                <Choice choice={draft} isOther={comparison.text !== 'same'} />
              </td>
              <td className={`${CELL} text-right`}>
                <ComparisonMark comparison={comparison} />
              </td>
            </>
          )}
        </>
      )}
    </>
  );
}
