import { Card, CardBody, CardHeader } from '@/components/ui/card';

const HEIGHTS = [30, 45, 60, 52, 70, 34, 28, 62, 80, 66, 72, 40, 36, 58];

export function ChartSkeleton({ title }: { title: string }) {
  return (
    <Card>
      <CardHeader title={title} />
      <CardBody>
        <div className="flex h-[256px] items-end gap-2 border-b border-line-subtle pl-10">
          {HEIGHTS.map((height, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: static skeleton.
            <span key={i} className="skeleton flex-1 rounded-b-none" style={{ height: `${height}%` }} />
          ))}
        </div>
        <div className="flex h-8 items-end gap-4 pl-10">
          <span className="skeleton h-3 w-24" />
          <span className="skeleton h-3 w-20" />
        </div>
      </CardBody>
    </Card>
  );
}

export function TableSkeleton({ title }: { title: string }) {
  return (
    <Card>
      <CardHeader title={title} />
      <div className="flex flex-col gap-5 px-4 py-5">
        {[1, 2, 3, 4, 5].map((key) => (
          <span key={key} className="skeleton h-5 w-full" />
        ))}
      </div>
    </Card>
  );
}
