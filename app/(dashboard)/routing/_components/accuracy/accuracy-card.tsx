'use client';
import { Plug } from 'lucide-react';
import { useState } from 'react';
import { Segmented } from '@/components/form/segmented';
import { CATEGORY_OPTIONS } from '@/components/models/categories';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { TableToggle } from '@/components/ui/table-toggle';
import type { Category } from '@/lib/engine/types';
import { formatPercent } from '@/lib/format';
import type { AccuracyRow } from './accuracy';
import { buildAxis, measuredMean } from './accuracy-axis';
import { byAccuracy, mostRated } from './accuracy-order';
import { AccuracyPlot } from './accuracy-plot';
import { AccuracyTable } from './accuracy-table';

interface AccuracyCardProps {
  providers: AccuracyRow[];
  models: AccuracyRow[];
}

const GROUPS = [
  { value: 'provider', label: 'Providers' },
  { value: 'model', label: 'Models' },
] as const;
type Group = (typeof GROUPS)[number]['value'];

const FIRST_SHOWN = 10;

/** Share of accepted answers in a category by provider or model, with intervals. */
export function AccuracyCard({ providers, models }: AccuracyCardProps) {
  const [category, setCategory] = useState<Category>('code');
  const [group, setGroup] = useState<Group>(providers.length > 1 ? 'provider' : 'model');
  const [isTable, setTable] = useState(false);
  const rows = group === 'provider' ? providers : models;
  return (
    <Card>
      <CardHeader title={`Accuracy by ${group}`} qualifier={`share accepted, ${formatPercent(0.9)} interval`}>
        <Segmented label="Accuracy of" options={GROUPS} value={group} onChange={setGroup} />
        <TableToggle isOn={isTable} onChange={setTable} />
      </CardHeader>
      <CardBody className="@container">
        {rows.length === 0 ? (
          <Empty icon={Plug} title="No model to show">
            Connect a provider to see how often its answers are accepted.
          </Empty>
        ) : (
          <>
            <Segmented label="Category" options={CATEGORY_OPTIONS} value={category} onChange={setCategory} />
            {/* The key resets the rows when the group changes. */}
            <Rows key={group} rows={rows} category={category} group={group} isTable={isTable} />
          </>
        )}
      </CardBody>
    </Card>
  );
}

interface RowsProps {
  rows: AccuracyRow[];
  category: Category;
  group: Group;
  isTable: boolean;
}

function Rows({ rows, category, group, isTable }: RowsProps) {
  const [isAll, setAll] = useState(false);
  const isLong = group === 'model' && rows.length > FIRST_SHOWN;
  const shown = byAccuracy(isLong && !isAll ? mostRated(rows, category, FIRST_SHOWN) : rows, category);
  return (
    <div className="mt-3">
      {isTable ? (
        <AccuracyTable rows={shown} category={category} head={group === 'provider' ? 'Provider' : 'Model'} />
      ) : (
        <AccuracyPlot
          rows={shown}
          category={category}
          axis={buildAxis(rows)}
          mean={measuredMean(rows, category)}
          isWide={group === 'model'}
        />
      )}
      {isLong && (
        <Button size="small" className="mt-3" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? `Show the ${FIRST_SHOWN} most rated` : `Show all ${rows.length}`}
        </Button>
      )}
    </div>
  );
}
