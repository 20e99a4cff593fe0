import type { ReactNode } from 'react';
import { Card } from './card';

interface TileProps {
  label: string;
  figure: ReactNode;
  unit?: string;
  /** The change or the composition of the figure. */
  detail: ReactNode;
}

/** A figure with its label and comparison. */
export function Tile({ label, figure, unit, detail }: TileProps) {
  return (
    <Card className="flex flex-col p-4 max-[640px]:p-3">
      <h2 className="h-4 text-meta font-medium text-text-2">{label}</h2>
      <p className="mt-3 flex items-baseline gap-2 text-figure font-medium tracking-[-0.024em] tabular max-[640px]:mt-2 max-[640px]:text-[22px] max-[640px]:leading-7">
        {figure}
        {unit && <small className="text-ui tracking-normal text-text-3">{unit}</small>}
      </p>
      <p className="mt-2 flex min-h-4 flex-wrap items-center gap-x-1.5 text-meta text-text-3">{detail}</p>
    </Card>
  );
}

export function TileSkeleton() {
  return (
    <Card className="flex flex-col p-4">
      <span className="skeleton h-4 w-16" />
      <span className="skeleton mt-3 h-8 w-28" />
      <span className="skeleton mt-2 h-4 w-24" />
    </Card>
  );
}
