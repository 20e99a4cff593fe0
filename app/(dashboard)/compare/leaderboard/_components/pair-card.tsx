'use client';

import { Columns3 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import { SelectField } from '@/components/form/select-field';
import { buttonClass } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { classNames } from '@/components/ui/class-names';
import { Link } from '@/components/ui/link';
import type { AdjacentPair } from '@/lib/engine/preference/adjacent';
import type { Duel } from '@/lib/engine/preference/board';
import type { Separation } from '@/lib/engine/preference/separation';
import { formatCount, formatPercent, modelName } from '@/lib/format';
import type { BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { boardHref, voteHref } from './address';
import { AdjacentList } from './adjacent-list';
import { formatVotesNeeded } from './board-labels';
import { VotesCurve, type VotesCurvePoint } from './votes-curve';

interface PairCardProps {
  /** Ranked model ids, the strongest first; at least two. */
  models: string[];
  first: string;
  second: string;
  duel: Duel;
  /** Null when no vote links the two. */
  separation: Separation | null;
  curve: VotesCurvePoint[];
  neighbours: AdjacentPair[];
  address: BoardAddress;
}

/** How likely each of two models is the better one, and how many more votes a significant result needs. */
export function PairCard({ models, first, second, duel, separation, curve, neighbours, address }: PairCardProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [pair, showPair] = useOptimistic({ first, second });
  const choose = (next: { first: string; second: string }) =>
    startTransition(() => {
      showPair(next);
      router.replace(boardHref({ ...address, ...next }), { scroll: false });
    });
  const chooser = (label: string, value: string, other: string, toPair: (model: string) => typeof pair) => (
    <SelectField label={label} isBare value={value} onChange={({ target }) => choose(toPair(target.value))}>
      {models.map((model) => (
        <option key={model} value={model} disabled={model === other}>
          {model}
        </option>
      ))}
    </SelectField>
  );
  return (
    <Card>
      <CardHeader title="Is the difference significant?" qualifier="95 % confidence, 80 % power" />
      <CardBody>
        <div className="flex flex-col gap-2">
          {chooser('First model', pair.first, pair.second, (model) => ({ first: model, second: pair.second }))}
          {chooser('Second model', pair.second, pair.first, (model) => ({ first: pair.first, second: model }))}
        </div>
        <div aria-live="polite" className={classNames('transition-opacity', isPending && 'opacity-50')}>
          <Figures duel={duel} separation={separation} names={[modelName(first), modelName(second)]} />
        </div>
        <h3 className="mb-1 text-micro text-text-3">Votes needed, by win rate of the better model</h3>
        <VotesCurve points={curve} winRate={separation?.winRate ?? null} />
        <AdjacentList neighbours={neighbours} address={address} />
        <Link href={voteHref([first, second])} className={`${buttonClass('default', 'small')} mt-3`}>
          <Columns3 size={14} /> Vote on this pair
        </Link>
      </CardBody>
    </Card>
  );
}

interface FiguresProps {
  duel: Duel;
  separation: Separation | null;
  names: [string, string];
}

function Figures({ duel: { won, lost, ties }, separation, names: [first, second] }: FiguresProps) {
  const isSettled = separation?.votesNeeded === 0;
  return (
    <>
      <dl className="mt-4 grid grid-cols-3 gap-3">
        <Figure label="First is better" value={separation ? formatPercent(separation.firstIsBetter) : '–'} />
        <Figure label="Votes between" value={formatCount(won + lost + ties)} />
        <Figure
          label="Votes needed"
          value={!separation ? '–' : isSettled ? 'none' : formatVotesNeeded(separation.votesNeeded)}
        />
      </dl>
      <p className="mt-2 mb-3 text-meta text-text-3 text-pretty">{sentence()}</p>
    </>
  );

  function sentence(): string {
    if (!separation)
      return 'No votes link these two models, directly or through others, so they cannot be compared yet.';
    const record =
      won + lost + ties === 0
        ? 'Estimated from votes against common opponents.'
        : `${first} won ${won}, ${second} ${lost}${ties > 0 ? `, ${ties} tied` : ''}.`;
    if (isSettled) return `${record} Significant: ${separation.firstIsBetter > 0.5 ? first : second} is better.`;
    return `${record} Not significant yet.`;
  }
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-micro text-text-3">{label}</dt>
      <dd className="mt-0.5 text-[18px] leading-6 font-medium tracking-[-0.01em] tabular">{value}</dd>
    </div>
  );
}
