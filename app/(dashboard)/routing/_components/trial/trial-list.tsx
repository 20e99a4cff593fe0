import { formatPercent } from '@/lib/format';
import type { Trial } from '../accuracy/accuracy';
import { Choice, ComparisonMark } from './trial-choice';
import { compareChoices } from './trial-comparison';
import type { TrialRowsProps } from './trial-table';

/** The phone layout of the trial table. */
export function TrialList({ lines, nowLabel, draftLabel }: TrialRowsProps) {
  return (
    <ul className="tabular">
      {lines.map(({ prompt, trial }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may have the same prompt.
        <li key={i} className="flex min-h-14 flex-col gap-1 border-b border-line-subtle px-4 py-2 last:border-b-0">
          <span className="truncate" title={prompt}>
            {prompt}
          </span>
          {trial ? (
            <Decided trial={trial} nowLabel={nowLabel} draftLabel={draftLabel} />
          ) : (
            <span className="text-meta text-text-3">not decided yet</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Decided({ trial, nowLabel, draftLabel }: Omit<TrialRowsProps, 'lines'> & { trial: Trial }) {
  const { category, confidence, now, draft, problem } = trial;
  const comparison = compareChoices(trial);
  return (
    <>
      <span className="flex justify-between text-meta text-text-3">
        <span>
          {category} {formatPercent(confidence)}
        </span>
        {draftLabel && !problem && <ComparisonMark comparison={comparison} />}
      </span>
      {problem && <span className="text-meta text-text-2">{problem}</span>}
      {!problem && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-meta">
          <dt className="text-text-3">{nowLabel}</dt>
          <dd>
            <Choice choice={now} />
          </dd>
          {draftLabel && (
            <>
              <dt className="text-text-3">{draftLabel}</dt>
              <dd>
                <Choice choice={draft} isOther={comparison.text !== 'same'} />
              </dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}
