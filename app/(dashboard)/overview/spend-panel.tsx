import { Inbox } from 'lucide-react';
import { SpendChart } from '@/components/charts/spend-chart';
import { buttonClass } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import type { Visit } from '@/lib/auth/guards';
import type { Range } from '@/lib/db/stats/range';
import { sumSpend } from '@/lib/db/stats/sums';
import { listTimeLabels, RANGE_LABELS } from '@/lib/time-range';

export async function SpendPanel({ visit: { runtime, caller }, range }: { visit: Visit; range: Range }) {
  const { window, unit } = range;
  const points = await sumSpend(runtime.database, caller.teamId, window, { unit, dimension: 'provider' });
  if (points.length === 0) {
    return (
      <Card>
        <CardHeader title="Spend" />
        <CardBody>
          <Empty
            icon={Inbox}
            title={`No spend in the last ${RANGE_LABELS[range.name]}`}
            action={
              <Link href="/playground" className={buttonClass('primary')}>
                Open playground
              </Link>
            }
          >
            Requests appear here within a second.
          </Empty>
        </CardBody>
      </Card>
    );
  }
  const buckets = listTimeLabels(window, unit).map((at) => ({
    at,
    costNanoUsd: Object.fromEntries(
      points.filter((point) => point.at === at).map(({ name, costNanoUsd }) => [name, costNanoUsd]),
    ),
  }));
  return <SpendChart buckets={buckets} bucket={unit} timeZone={window.timeZone} />;
}

export function SpendSkeleton() {
  return (
    <Card>
      <CardHeader title="Spend" />
      <CardBody>
        <div className="flex h-[272px] items-end gap-2 border-b border-line-subtle pl-14">
          {SKELETON_HEIGHTS.map((height, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: static skeleton.
            <span key={i} className="skeleton flex-1 rounded-b-none" style={{ height: `${height}%` }} />
          ))}
        </div>
        <div className="flex gap-4 pt-4 pl-14">
          <span className="skeleton h-3 w-24" />
          <span className="skeleton h-3 w-20" />
        </div>
      </CardBody>
    </Card>
  );
}

const SKELETON_HEIGHTS = [30, 45, 60, 52, 70, 34, 28, 62, 80, 66, 72, 40, 36, 58];
