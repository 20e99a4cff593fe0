import { Gauge as GaugeIcon } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { Gauge } from '@/components/ui/gauge';
import type { BudgetView } from '@/lib/db/budgets/budget-views';
import { formatPercent, formatUsd } from '@/lib/format';
import { describeActiveStep, describePace, describeStepState, limitLabel } from './budget-labels';
import { shareOfLimit } from './team-list';

/** Closer labels would overlap. */
const LABEL_GAP = 8;

/** Spent, reserved and free money, the gauge with the ladder's steps, and the active step. */
export function BudgetFigures({ budget }: { budget: BudgetView }) {
  const { limitNanoUsd, spentNanoUsd, reservedNanoUsd, freeNanoUsd, steps } = budget;
  const spent = shareOfLimit(spentNanoUsd, limitNanoUsd);
  const ticks = steps.filter(({ percent }) => percent < 100);
  const small = 'text-[20px] leading-8 font-medium tabular';
  return (
    <div>
      <dl className="flex flex-wrap items-end gap-x-8 gap-y-2">
        <Figure label="Spent">
          <dd className="text-figure font-medium tracking-[-0.024em] tabular">{formatUsd(spentNanoUsd)}</dd>
        </Figure>
        <Figure label="Reserved" mark={<span aria-hidden className="reserved h-2 w-3" />}>
          <dd className={small}>{formatUsd(reservedNanoUsd)}</dd>
        </Figure>
        <Figure label="Available">
          <dd className={small}>{formatUsd(freeNanoUsd)}</dd>
        </Figure>
        <Figure label={limitLabel(budget)} className="ml-auto text-right max-[640px]:ml-0 max-[640px]:text-left">
          <dd className={small}>{formatUsd(limitNanoUsd)}</dd>
        </Figure>
      </dl>
      <div className="relative mt-4 pb-6">
        <Gauge
          size="large"
          spent={spent}
          reserved={shareOfLimit(reservedNanoUsd, limitNanoUsd)}
          ticks={ticks.map(({ percent }) => percent)}
          label={`${formatPercent(spent, 1)} of the limit spent, ${formatUsd(reservedNanoUsd)} reserved, ${formatUsd(freeNanoUsd)} available`}
        />
        {labelled(ticks).map(({ percent, state }) => (
          <span
            key={percent}
            aria-hidden
            className={classNames(
              'absolute top-[22px] -translate-x-1/2 text-micro tabular',
              state === 'ahead' ? 'text-text-3' : 'font-medium text-text',
            )}
            style={{ left: `${Math.min(96, Math.max(4, percent))}%` }}
          >
            {formatPercent(percent / 100)}
          </span>
        ))}
      </div>
      <StepNote budget={budget} />
    </div>
  );
}

function Figure({
  label,
  mark,
  className,
  children,
}: {
  label: string;
  mark?: React.ReactNode;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <div className={className}>
      <dt className="flex items-center gap-1.5 text-meta text-text-2">
        {mark}
        {label}
      </dt>
      {children}
    </div>
  );
}

function labelled<Tick extends { percent: number }>(ticks: Tick[]): Tick[] {
  const shown: Tick[] = [];
  for (const tick of ticks) if (tick.percent - (shown.at(-1)?.percent ?? -LABEL_GAP) >= LABEL_GAP) shown.push(tick);
  return shown;
}

/** The active step; nothing below the first. */
function StepNote({ budget }: { budget: BudgetView }) {
  const { limitNanoUsd, spentNanoUsd, steps, timeZone } = budget;
  const on = steps.find(({ state }) => state === 'on');
  const pace = describePace(budget);
  const isStopped = spentNanoUsd >= limitNanoUsd;
  if (limitNanoUsd === 0)
    return <StepStatus tone="danger">A limit of $0 refuses every request, including free models.</StepStatus>;
  if (!on && !isStopped) return pace && <p className="text-meta text-text-2">{pace}</p>;
  return (
    <StepStatus tone={spentNanoUsd / limitNanoUsd >= 0.95 ? 'danger' : 'warn'}>
      {on && <strong className="font-medium">{describeStepState(on, timeZone)} </strong>}
      {describeActiveStep(isStopped || !on ? 'stop' : on.action, budget)} {pace}
    </StepStatus>
  );
}

const TONES = {
  warn: 'border-warn-line bg-warn-bg [&_svg]:text-warn-text',
  danger: 'border-danger-line bg-danger-bg [&_svg]:text-danger-text',
};

function StepStatus({ tone, children }: { tone: keyof typeof TONES; children: React.ReactNode }) {
  return (
    <p
      role="status"
      className={classNames('flex items-start gap-2 rounded-md border px-3 py-2 text-meta text-pretty', TONES[tone])}
    >
      <GaugeIcon size={14} className="mt-px shrink-0" />
      <span>{children}</span>
    </p>
  );
}
