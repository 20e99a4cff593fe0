'use client';
import { useState } from 'react';
import { ModelName } from '@/components/models/model-name';
import { Button } from '@/components/ui/button';
import { Note } from '@/components/ui/note';
import { Tag } from '@/components/ui/tag';
import type { PriceOverride } from '@/lib/db/system/price-overrides';
import type { Rates } from '@/lib/engine/types';
import { formatMoment, modelName } from '@/lib/format';
import { formatRates } from './price-labels';

type Result = { ok: true } | { ok: false; message: string };

export interface ShownOverride extends PriceOverride {
  /** The vendor's rates at its start; null when unknown. */
  listed: Rates | null;
}

interface OverrideListProps {
  overrides: ShownOverride[];
  /** Epoch ms. */
  now: number;
  mayChange: boolean;
  onEnd: (input: { id: string }) => Promise<Result>;
  onRestore: (input: { id: string }) => Promise<Result>;
}

/** All overrides with author, date and note; ended ones stay in the list. */
export function OverrideList({ overrides, ...rest }: OverrideListProps) {
  return (
    <ul className="flex flex-col px-4 pb-2">
      {overrides.map((override) => (
        <OverrideRow key={override.id} override={override} {...rest} />
      ))}
    </ul>
  );
}

function OverrideRow({
  override,
  now,
  mayChange,
  onEnd,
  onRestore,
}: Omit<OverrideListProps, 'overrides'> & { override: ShownOverride }) {
  const { id, model, rates, note, createdAt, createdBy, deletedAt, deletedBy, listed } = override;
  const [error, setError] = useState<string | null>(null);
  const [provider = ''] = model.split('/');
  const change = async (run: OverrideListProps['onEnd']) => {
    const result = await run({ id });
    setError(result.ok ? null : result.message);
  };
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-t border-line-subtle py-3 first:border-t-0">
      <span className="min-w-0 flex-1">
        <span className={`flex flex-wrap items-center gap-x-2 ${deletedAt ? 'text-text-3' : ''}`}>
          <ModelName provider={provider} name={modelName(model)} />
          <span className="tabular">
            <span className="text-text-3">{listed ? formatRates(listed) : 'unpriced'} → </span>
            {formatRates(rates)}
          </span>
        </span>
        <span className="block text-meta text-text-2">{note}</span>
        <span className="block text-meta text-text-3">
          {createdBy ?? 'a former admin'} · {formatMoment(createdAt)}
          {formatPeriod(override)}
          {deletedAt && `; ended by ${deletedBy ?? 'a former admin'}, ${formatMoment(deletedAt)}`}
        </span>
        {error && <Note tone="danger">{error}</Note>}
      </span>
      <StateTag override={override} now={now} />
      {mayChange && (
        <Button
          size="small"
          aria-label={`${deletedAt ? 'Restore' : 'End'} the price of ${model}`}
          onClick={() => change(deletedAt ? onRestore : onEnd)}
        >
          {deletedAt ? 'Undo' : 'End'}
        </Button>
      )}
    </li>
  );
}

function formatPeriod({ startsAt, endsAt }: PriceOverride): string {
  const until = endsAt ? ` until ${formatMoment(endsAt).slice(0, -3)}` : '';
  return `; from ${formatMoment(startsAt).slice(0, -3)}${until}`;
}

function StateTag({ override: { startsAt, endsAt, deletedAt }, now }: { override: PriceOverride; now: number }) {
  if (deletedAt) return <Tag tone="outline">ended</Tag>;
  if (endsAt && endsAt.getTime() <= now) return <Tag tone="outline">expired</Tag>;
  return startsAt.getTime() > now ? <Tag tone="warn">scheduled</Tag> : <Tag tone="accent">active</Tag>;
}
