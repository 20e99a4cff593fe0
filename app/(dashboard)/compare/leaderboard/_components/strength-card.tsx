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
  /** Votes cast with model names visible, which are excluded. */
  openVotes: number;
  /** The selected pair. */
  chosen: string[];
}

/** Models by strength, win rate or approval with intervals, as a chart or a table. */
export function StrengthCard({ entries, address, openVotes, chosen }: StrengthCardProps) {
  const [isTable, setTable] = useState(false);
  const hasVotes = entries.some(({ standing }) => standing);
  const [chosenMeasure, setMeasure] = useState<Measure['value']>('strength');
  const measure = MEASURES.find(({ value }) => value === chosenMeasure) ?? MEASURES[0];
  if (!measure) return null;
  const shown = entries.filter((entry) => measure.of(entry)).sort(orderBy(measure));
  return (
    <Card>
      <CardHeader
        title={isTable ? 'All figures' : measure.title}
        qualifier={isTable ? '90 % intervals' : measure.qualifier}
      >
        <SegmentedLinks
          label="Votes"
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
              value={chosenMeasure}
              onChange={setMeasure}
            />
            <div className="mt-3">
              {shown.length > 0 ? (
                <>
                  <IntervalPlot entries={shown} measure={measure} axis={measure.axisFor(shown)} chosen={chosen} />
                  <p className="mt-2 text-meta text-text-3 text-pretty">{measure.note}</p>
                </>
              ) : hasVotes ? (
                <p className="py-4 text-text-2">
                  No ratings match these filters. Rate answers with thumbs up or down to see them here.
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

/** Strength keeps the order of the ranking, group by group; shares are sorted by value. */
function orderBy(measure: Measure): (x: BoardEntry, y: BoardEntry) => number {
  if (measure.value === 'strength') return () => 0;
  return (x, y) => (measure.of(y)?.value ?? 0) - (measure.of(x)?.value ?? 0);
}
