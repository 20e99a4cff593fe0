import { Card, CardBody, CardHeader } from '@/components/ui/card';

export function RowsSkeleton({ title, rows = 8 }: { title: string; rows?: number }) {
  return (
    <Card>
      <CardHeader title={title} />
      <CardBody>
        <div className="flex flex-col gap-3">
          {Array.from({ length: rows }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: static skeleton.
            <span key={i} className="skeleton h-[22px] w-full" />
          ))}
        </div>
      </CardBody>
    </Card>
  );
}
