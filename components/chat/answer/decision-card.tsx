import { Route } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Candidate, Decision, Exclusion } from '@/lib/engine/types';
import { formatPercent, formatQuality, formatSeconds, formatUsd } from '@/lib/format';
import { ModelName } from '../../models/model-name';
import { classNames } from '../../ui/class-names';
import { Tag } from '../../ui/tag';
import { QUALITY_AXIS, QualityInterval } from './quality-interval';

interface DecisionCardProps {
  decision: Decision;
  /** The control to correct the category. */
  fix?: ReactNode;
  /** Catalogue id of the model that answered, if it was not the first choice. */
  answeredBy?: string | null;
}

/**
 * Why this model: the candidates with their estimates, the exclusions with their reasons, and what would have changed
 * the choice.
 */
export function DecisionCard({ decision, answeredBy, fix }: DecisionCardProps) {
  const winner = answeredBy ?? decision.candidates[0]?.model;
  return (
    <section
      aria-label="Why this model"
      className="overflow-hidden rounded-lg border border-line bg-surface shadow-card"
    >
      <DecisionHead decision={decision} fix={fix} />
      <div className="overflow-x-auto">
        <CandidateTable candidates={decision.candidates} winner={winner} />
      </div>
      {decision.exclusions.length > 0 && <ExclusionList exclusions={decision.exclusions} />}
      <Counterfactual decision={decision} />
    </section>
  );
}

function DecisionHead({ decision, fix }: Pick<DecisionCardProps, 'decision' | 'fix'>) {
  const { category, confidence, runnerUp, version, sticky, explored } = decision;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line-subtle px-4 py-3">
      <h3 className="font-semibold">Why this model</h3>
      <Tag tone="outline">{policyLabel(decision)}</Tag>
      {sticky?.isKept && <Tag>kept for this conversation</Tag>}
      {explored && <Tag tone="accent">exploration</Tag>}
      <span className="ml-auto flex flex-wrap items-center gap-x-2 gap-y-1 text-meta max-[640px]:ml-0">
        <span className="text-text-3">Category</span>
        <Tag tone="accent">{category}</Tag>
        <span className="font-medium tabular">
          {version === 'caller' ? 'set by caller' : formatPercent(confidence)}
        </span>
        {runnerUp && (
          <span className="text-text-3 max-[640px]:hidden">
            runner-up: {runnerUp.category} {formatPercent(runnerUp.confidence)}
          </span>
        )}
        {fix && <span className="ml-1">{fix}</span>}
      </span>
    </div>
  );
}

function policyLabel({ mode, policy, policyVersion }: Decision): string {
  if (mode === 'pinned') return 'pinned';
  if (mode === 'listed') return 'model list';
  return `${policy === 'auto' ? 'auto' : `auto:${policy}`} v${policyVersion}`;
}

const CELL = 'h-8 border-t border-line-subtle px-2 first:pl-4 last:pr-4';
const HEAD = 'h-7 px-2 text-left text-micro font-medium text-text-3 first:pl-4 last:pr-4';
const WIDE_ONLY = 'max-[640px]:hidden';

function CandidateTable({ candidates, winner }: { candidates: Candidate[]; winner: string | undefined }) {
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          <th className={HEAD}>Candidate</th>
          <th className={HEAD}>
            <span className="flex w-[120px] justify-between max-[640px]:w-[92px]">
              <span>Quality {QUALITY_AXIS.low.toFixed(1)}</span>
              <span>{QUALITY_AXIS.high.toFixed(1)}</span>
            </span>
          </th>
          <th className={classNames(HEAD, WIDE_ONLY, 'text-right')}>Est. cost</th>
          <th className={classNames(HEAD, WIDE_ONLY, 'text-right')}>First token</th>
          <th className={classNames(HEAD, 'text-right')}>Score</th>
        </tr>
      </thead>
      <tbody className="text-meta tabular">
        {candidates.map((candidate) => (
          <CandidateRow key={candidate.model} candidate={candidate} isWinner={candidate.model === winner} />
        ))}
      </tbody>
    </table>
  );
}

function CandidateRow({ candidate, isWinner }: { candidate: Candidate; isWinner: boolean }) {
  const { provider, name, quality, costNanoUsd, ttftMs, score } = candidate;
  return (
    <tr
      className={classNames(
        'whitespace-nowrap',
        isWinner && 'bg-accent-bg font-medium shadow-[inset_2px_0_0_var(--accent)]',
      )}
      aria-current={isWinner || undefined}
    >
      <td className={CELL}>
        <ModelName provider={provider} name={name} className="max-w-[220px] max-[640px]:max-w-[130px]" isTight />
      </td>
      <td className={CELL}>
        <span className="flex items-center gap-2">
          <QualityInterval quality={quality} provider={provider} />
          <span className={isWinner ? '' : 'text-text-2'}>{formatQuality(quality.mean)}</span>
        </span>
      </td>
      <td className={classNames(CELL, WIDE_ONLY, 'text-right')}>{formatUsd(costNanoUsd)}</td>
      <td className={classNames(CELL, WIDE_ONLY, 'text-right')}>{formatSeconds(ttftMs)}</td>
      <td className={classNames(CELL, 'text-right')}>{score.toFixed(3)}</td>
    </tr>
  );
}

function ExclusionList({ exclusions }: { exclusions: Exclusion[] }) {
  return (
    <dl className="grid grid-cols-[minmax(0,208px)_minmax(0,1fr)] gap-x-2 border-t border-line-subtle px-4 py-2 text-meta text-text-2 max-[640px]:grid-cols-1">
      {exclusions.map(({ model, provider, name, reason }) => (
        <div key={model} className="contents">
          <dt className="flex min-h-6 items-center">
            <ModelName provider={provider} name={name} />
          </dt>
          <dd className="flex min-h-6 items-center max-[640px]:mb-2 max-[640px]:ml-4 max-[640px]:text-text-3">
            {reason}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Counterfactual({ decision: { counterfactual, candidates, sticky } }: { decision: Decision }) {
  const hasPrior = candidates.some(({ quality }) => quality.source === 'prior');
  const left = sticky && !sticky.isKept ? sticky : null;
  if (!counterfactual && !hasPrior && !left) return null;
  return (
    <p className="flex items-start gap-2 border-t border-line-subtle bg-surface-2 px-4 py-3 text-meta text-text-2 text-pretty">
      <Route size={14} className="mt-px shrink-0 text-accent-text" />
      <span>
        {left && `Switched from ${left.model}: ${left.reason}. `}
        {counterfactual && (
          <>
            <b className="font-medium text-text">What would have changed the choice.</b> {counterfactual}{' '}
          </>
        )}
        {hasPrior && 'Hollow dots are prior estimates, not yet measured.'}
      </span>
    </p>
  );
}
