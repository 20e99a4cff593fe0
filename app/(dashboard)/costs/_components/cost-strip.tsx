import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';

/** Figures in one card; two by two on narrow screens. */
export function CostStrip({ children }: { children: ReactNode }) {
  return (
    <Card className="overflow-hidden">
      <div className="-mt-px -ml-px grid grid-cols-4 max-[1024px]:grid-cols-2">{children}</div>
    </Card>
  );
}

interface CostFigureProps {
  label: string;
  figure: string;
  detail: ReactNode;
}

export function CostFigure({ label, figure, detail }: CostFigureProps) {
  return (
    <div className="min-w-0 border-t border-l border-line-subtle p-4 max-[640px]:p-3">
      <h2 className="text-meta font-medium text-text-2">{label}</h2>
      <p className="mt-2 text-[24px] leading-8 font-medium tracking-[-0.024em] tabular max-[640px]:text-[22px] max-[640px]:leading-7">
        {figure}
      </p>
      <p className="mt-1 flex min-h-4 flex-wrap items-center gap-x-1.5 text-meta text-text-3">{detail}</p>
    </div>
  );
}

export function CostStripSkeleton() {
  return (
    <CostStrip>
      {[1, 2, 3, 4].map((key) => (
        <div key={key} className="border-t border-l border-line-subtle p-4 max-[640px]:p-3">
          <span className="skeleton block h-4 w-24" />
          <span className="skeleton mt-2 block h-8 w-28 max-[640px]:h-7" />
          <span className="skeleton mt-1 block h-4 w-32" />
        </div>
      ))}
    </CostStrip>
  );
}
