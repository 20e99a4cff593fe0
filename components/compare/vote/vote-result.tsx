'use client';
import { ArrowDown, ArrowUp, Check, Undo2 } from 'lucide-react';
import { formatQuality, modelName } from '@/lib/format';
import type { EffectView, VoteView } from '@/lib/services/compare/comparison-view';
import { ModelName } from '../../models/model-name';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { letterOf } from '../types';
import { TrafficShareBars } from './traffic-share-bars';

interface VoteResultProps {
  vote: VoteView;
  team: string;
  isBusy: boolean;
  onUndo: () => void;
  onNext: () => void;
  nextLabel: string;
}

/** The effect of a vote: estimates and traffic shares before and after, with Undo. */
export function VoteResult({ vote, team, isBusy, onUndo, onNext, nextLabel }: VoteResultProps) {
  const main = vote.effects.find(({ place }) => place === vote.place) ?? null;
  const others = vote.effects.filter((effect) => effect !== main);
  return (
    <section aria-label="Effect of your vote" className="rounded-lg border border-accent-line bg-surface shadow-card">
      <header className="flex min-h-11 flex-wrap items-center gap-2 pt-2 pr-3 pb-2 pl-4">
        <Check size={14} className="shrink-0 text-accent-text" />
        <div role="status">
          <h2 className="font-semibold tracking-[-0.006em]">{describeVote(vote)}</h2>
        </div>
        <span className="text-meta text-text-3 text-pretty max-[640px]:order-3 max-[640px]:basis-full">
          {describeWeight(vote, team)}
        </span>
        <div className="ml-auto flex gap-2">
          <Button size="small" disabled={isBusy} onClick={onUndo}>
            <Undo2 size={14} /> Undo
          </Button>
          <Button size="small" variant="primary" onClick={onNext}>
            {nextLabel}
          </Button>
        </div>
      </header>
      <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,6fr)] border-t border-line-subtle max-[900px]:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-1 px-5 py-4 max-[640px]:px-4">
          {main && <MainEffect effect={main} category={vote.category} />}
          {others.length > 0 && <OtherEffects effects={others} category={vote.category} isAlone={!main} />}
        </div>
        {vote.odds && (
          <div className="min-w-0 border-line-subtle px-5 py-4 max-[900px]:border-t max-[640px]:px-4 min-[901px]:border-l">
            <TrafficShareBars odds={vote.odds} category={vote.category} />
          </div>
        )}
      </div>
    </section>
  );
}

export function describeVote({ choice, place }: VoteView): string {
  if (choice === 'tie') return 'You called it a tie';
  return choice === 'all_bad' || place === null ? 'You rated all answers bad' : `You chose ${letterOf(place)}`;
}

function describeWeight({ category, isBlind, places }: VoteView, team: string): string {
  const weight = isBlind
    ? 'at full weight because the vote was blind'
    : 'at half weight because model names were visible';
  const which = places.length === 0 ? '' : `; answers ${places.map(letterOf).sort().join(', ')}`;
  return `Counted for team ${team}, category ${category}, ${weight}${which}`;
}

function MainEffect({ effect, category }: { effect: EffectView; category: string }) {
  const change = effect.after - effect.before;
  const decimals = Math.abs(change) < 0.01 ? 3 : 2;
  return (
    <>
      <p className="text-meta text-text-2">
        Estimated quality of <b className="font-medium text-text">{modelName(effect.model)}</b> on {category}
      </p>
      <p className="mt-1 flex items-center gap-3">
        <span className="text-figure font-medium tracking-[-0.024em] tabular">
          <span className="text-text-3">{formatQuality(effect.before, decimals)} →</span>{' '}
          {formatQuality(effect.after, decimals)}
        </span>
        <span className="flex flex-col text-meta tabular">
          <Change change={change} decimals={decimals} />
          <span className="text-text-3">n = {effect.n}</span>
        </span>
      </p>
      <QualityAxis effect={effect} />
    </>
  );
}

function Change({ change, decimals }: { change: number; decimals: number }) {
  if (change === 0) return <span className="text-text-3">unchanged</span>;
  const Arrow = change > 0 ? ArrowUp : ArrowDown;
  return (
    <span className={classNames('inline-flex items-center gap-0.5', change > 0 ? 'text-ok-text' : 'text-danger-text')}>
      <Arrow size={12} aria-hidden />
      <span className="sr-only">{change > 0 ? 'up' : 'down'}</span>
      {Math.abs(change).toFixed(decimals)}
    </span>
  );
}

/** Both estimates on an axis of 0.3 width: the old one hollow, the new one filled. */
function QualityAxis({ effect: { before, after, provider } }: { effect: EffectView }) {
  const low = Math.max(0, Math.min(0.7, Math.floor((Math.min(before, after) - 0.1) * 10) / 10));
  const percent = (value: number) => Math.min(100, Math.max(0, ((value - low) / 0.3) * 100));
  const colour = provider === 'sandbox' ? 'var(--provider-sandbox)' : `var(--provider-${provider}, var(--text-3))`;
  const from = percent(before);
  const to = percent(after);
  return (
    <div
      role="img"
      aria-label={`From ${before.toFixed(3)} to ${after.toFixed(3)}`}
      className="mt-2 max-w-[400px] text-micro text-text-3 tabular"
    >
      <div className="relative mx-1.5 h-5">
        <span className="absolute top-1/2 h-0.5 w-full -translate-y-1/2 bg-[var(--chart-grid)]" />
        <span
          className="absolute top-1/2 h-0.5 -translate-y-1/2"
          style={{ left: `${Math.min(from, to)}%`, width: `${Math.abs(to - from)}%`, background: colour }}
        />
        <span
          className="absolute top-1/2 size-2.5 -translate-1/2 rounded-full border-[1.5px] bg-surface"
          style={{ left: `${from}%`, borderColor: colour }}
        />
        <span
          className="move-in absolute top-1/2 size-3 -translate-1/2 rounded-full"
          style={{ left: `${to}%`, background: colour, ['--from' as string]: `${from}%` }}
        />
      </div>
      <div className="flex justify-between">
        <span>{low.toFixed(2)}</span>
        <span>{(low + 0.3).toFixed(2)}</span>
      </div>
    </div>
  );
}

function OtherEffects({ effects, category, isAlone }: { effects: EffectView[]; category: string; isAlone: boolean }) {
  return (
    <div className={isAlone ? '' : 'mt-2'}>
      {isAlone && <p className="mb-1 text-meta text-text-2">Estimated quality on {category}</p>}
      <ul className="flex flex-col gap-1 text-meta tabular">
        {effects.map(({ place, provider, model, before, after, n }) => (
          <li key={`${place} ${model}`} className="flex min-w-0 items-center gap-3">
            <ModelName provider={provider} name={modelName(model)} className="min-w-0 flex-1" />
            <span className="whitespace-nowrap text-text-3">
              {formatQuality(before, 3)} → <b className="font-medium text-text">{formatQuality(after, 3)}</b>
            </span>
            <span className="w-12 text-right whitespace-nowrap text-text-3">n = {n}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
