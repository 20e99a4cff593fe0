'use client';
import { useState } from 'react';
import { Segmented } from '@/components/form/segmented';
import { SegmentedLinks } from '@/components/form/segmented-links';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { TableToggle } from '@/components/ui/table-toggle';
import type { BoardEntry } from '@/lib/engine/preference/board';
import type { BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { boardHref } from './address';
import { BoardTable } from './board-table';
import { IntervalPlot } from './interval-plot';
import { MEASURES, type Measure } from './measures';
import { NoVotes } from './no-votes';

interface StrengthCardProps {
  entries: BoardEntry[];
  address: BoardAddress;
  /** Votes with names in sight, which are left out. */
  openVotes: number;
  /** Models that are being told apart. */
  chosen: string[];
}

/** Who is better and how sure that is: by strength, by win rate, by approval; as a chart and as a table. */
export function StrengthCard({ entries, address, openVotes, chosen }: StrengthCardProps) {
  const [isTable, setTable] = useState(false);
  const hasVotes = entries.some(({ standing }) => standing);
  const [asked, setMeasure] = useState<Measure['value']>('strength');
  const measure = MEASURES.find(({ value }) => value === asked) ?? MEASURES[0];
  if (!measure) return null;
  const shown = entries.filter((entry) => measure.of(entry)).sort(orderBy(measure));
  return (
    <Card>
      <CardHeader
        title={isTable ? 'Every figure' : measure.title}
        qualifier={isTable ? '90 % intervals' : measure.qualifier}
      >
        <SegmentedLinks
          label="Which votes"
          options={[
            { href: boardHref({ ...address, isOpen: false }), label: 'Blind votes', isCurrent: !address.isOpen },
            { href: boardHref({ ...address, isOpen: true }), label: 'All votes', isCurrent: address.isOpen },
          ]}
        />
        <TableToggle isOn={isTable} onChange={setTable} />
      </CardHeader>
      <CardBody className="@container">
        {entries.length === 0 ? (
          <NoVotes address={address} openVotes={openVotes} />
        ) : isTable ? (
          <BoardTable entries={entries} />
        ) : (
          <>
            <Segmented
              label="Measure"
              options={MEASURES.map(({ value, title }) => ({ value, label: title }))}
              value={asked}
              onChange={setMeasure}
            />
            <div className="mt-3">
              {shown.length > 0 ? (
                <>
                  <IntervalPlot entries={shown} measure={measure} axis={measure.axisOf(shown)} chosen={chosen} />
                  <p className="mt-2 text-meta text-text-3 text-pretty">{measure.note}</p>
                </>
              ) : hasVotes ? (
                <p className="py-4 text-text-2">
                  No answer was rated with these filters. Thumbs under an answer count here.
                </p>
              ) : (
                <NoVotes address={address} openVotes={openVotes} />
              )}
            </div>
          </>
        )}
      </CardBody>
    </Card>
  );
}

/** Strength keeps its order, group by group; shares are ordered by themselves. */
function orderBy(measure: Measure): (x: BoardEntry, y: BoardEntry) => number {
  if (measure.value === 'strength') return () => 0;
  return (x, y) => (measure.of(y)?.value ?? 0) - (measure.of(x)?.value ?? 0);
}
