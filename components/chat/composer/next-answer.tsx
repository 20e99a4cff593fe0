import { formatUsdRough, modelName } from '@/lib/format';
import type { DraftPlan } from '@/lib/services/chat/plan-draft';

/** The estimated cost of the next answer, and its model. */
export function NextAnswer({ plan }: { plan: DraftPlan }) {
  if (!plan.next || plan.problem) return null;
  const { model, costNanoUsd } = plan.next;
  const cost = costNanoUsd === null ? 'unpriced' : `about ${formatUsdRough(costNanoUsd)}`;
  return (
    <span
      className="truncate text-meta text-text-3 tabular max-[480px]:hidden"
      title={`Estimated for ${modelName(model)}, which would answer now.`}
    >
      next answer {cost}
    </span>
  );
}

interface PlanProblemProps {
  plan: DraftPlan;
  onChoose: (model: string) => void;
}

const SUGGESTED = 3;

/** Why the draft cannot be answered (by the pinned model), and which models could answer it. */
export function PlanProblem({ plan: { problem, seeing }, onChoose }: PlanProblemProps) {
  if (!problem) return null;
  return (
    <p role="status" className="mb-2 rounded-md bg-warn-bg px-2.5 py-1.5 text-meta text-pretty text-text">
      {problem}
      {seeing.length > 0 && (
        <>
          {' '}
          Models that accept images:{' '}
          {seeing.slice(0, SUGGESTED).map((model, i) => (
            <span key={model}>
              {i > 0 && ', '}
              <button
                type="button"
                onClick={() => onChoose(model)}
                className="touch-target text-accent-text underline underline-offset-2"
              >
                {modelName(model)}
              </button>
            </span>
          ))}
          {seeing.length > SUGGESTED && ` and ${seeing.length - SUGGESTED} more`}.
        </>
      )}
    </p>
  );
}
