import { Card, CardHeader } from '@/components/ui/card';
import { classNames } from '@/components/ui/class-names';
import { formatCompact, formatCount, formatPercent, formatUsd } from '@/lib/format';
import { Change } from './change';
import { Swatch } from './swatch';

/** A row of the table; the CSV has the same rows. */
export interface CostLine {
  name: string;
  label: string;
  colour: string | null;
  requests: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  savedNanoUsd: number | null;
  costNanoUsd: number;
  beforeNanoUsd: number;
  unpriced: number;
}

interface CostTableProps {
  title: string;
  head: string;
  qualifier: string;
  /** Total of the previous period, including rows without spend in this one. */
  beforeNanoUsd: number;
  lines: CostLine[];
}

const CELL = 'h-10 border-t border-line-subtle px-3 text-right';
const WIDE = 'max-[900px]:hidden';

/** Spend by row, the most expensive first; cells are shaded by their share of the total. */
export function CostTable({ title, head, qualifier, beforeNanoUsd, lines }: CostTableProps) {
  const whole = { ...sumLines(lines), beforeNanoUsd };
  return (
    <Card className="overflow-hidden">
      <CardHeader title={title} qualifier={qualifier}>
        <span className="pr-1 text-meta text-text-3 max-[640px]:hidden">same rows as the CSV</span>
      </CardHeader>
      <table className="mt-1 w-full table-fixed border-collapse tabular">
        <thead>
          <tr className="text-meta text-text-3">
            <th className="h-8 w-[24%] pl-4 text-left font-medium max-[900px]:w-[46%]">{head}</th>
            <th className={classNames('h-8 px-3 text-right font-medium', WIDE)}>Requests</th>
            <th className={classNames('h-8 px-3 text-right font-medium', WIDE)}>Failed</th>
            <th className={classNames('h-8 px-3 text-right font-medium', WIDE)}>Tokens in</th>
            <th className={classNames('h-8 px-3 text-right font-medium', WIDE)}>Tokens out</th>
            <th className={classNames('h-8 px-3 text-right font-medium', WIDE)}>Saved, est.</th>
            <th className="h-8 px-3 text-right font-medium">Spend</th>
            <th className={classNames('h-8 px-3 text-right font-medium', WIDE)}>Share</th>
            <th className="h-8 pr-4 pl-3 text-right font-medium max-[900px]:w-[24%]">Change</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.name} line={line} whole={whole.costNanoUsd} />
          ))}
        </tbody>
        <tfoot>
          <Line line={whole} whole={whole.costNanoUsd} isTotal />
        </tfoot>
      </table>
    </Card>
  );
}

function Line({ line, whole, isTotal = false }: { line: CostLine; whole: number; isTotal?: boolean }) {
  const { label, colour, requests, failed, costNanoUsd, beforeNanoUsd, savedNanoUsd, unpriced } = line;
  const share = whole > 0 ? costNanoUsd / whole : 0;
  return (
    <tr className={isTotal ? 'font-medium' : ''}>
      <td className="h-10 border-t border-line-subtle pl-4 max-[900px]:h-14 max-[900px]:py-1">
        <span className="flex min-w-0 items-center gap-2">
          {!isTotal && <Swatch colour={colour} />}
          <span className="flex min-w-0 flex-col">
            <span className="truncate max-[640px]:whitespace-normal max-[640px]:wrap-anywhere" title={label}>
              {label}
            </span>
            <span className="hidden text-meta font-normal text-text-3 max-[900px]:block">
              {formatCount(requests)} requests
            </span>
          </span>
        </span>
      </td>
      <td className={classNames(CELL, WIDE)}>{formatCount(requests)}</td>
      <td className={classNames(CELL, WIDE)}>{formatCount(failed)}</td>
      <td className={classNames(CELL, WIDE)}>{formatCompact(line.inputTokens)}</td>
      <td className={classNames(CELL, WIDE)}>{formatCompact(line.outputTokens)}</td>
      <td className={classNames(CELL, WIDE)}>{savedNanoUsd === null ? '–' : formatUsd(savedNanoUsd)}</td>
      <td
        className={CELL}
        style={
          isTotal ? undefined : { background: `color-mix(in oklab, var(--seq-4) ${shading(share)}%, transparent)` }
        }
        title={unpriced > 0 ? `excludes ${formatCount(unpriced)} requests without a known price` : undefined}
      >
        {unpriced > 0 && costNanoUsd === 0 ? 'unpriced' : formatUsd(costNanoUsd)}
      </td>
      <td className={classNames(CELL, 'text-text-2', WIDE)}>{formatPercent(share, 1)}</td>
      <td className="h-10 border-t border-line-subtle pr-4 pl-3 text-right">
        <Change now={costNanoUsd} before={beforeNanoUsd} />
      </td>
    </tr>
  );
}

/** Limited so that the text stays readable. */
function shading(share: number): number {
  return Math.round(Math.min(0.5, share) * 100);
}

function sumLines(lines: CostLine[]): Omit<CostLine, 'beforeNanoUsd'> {
  const sum = (of: (line: CostLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  const compared = lines.filter(({ savedNanoUsd }) => savedNanoUsd !== null);
  return {
    name: '',
    label: 'Total',
    colour: null,
    requests: sum(({ requests }) => requests),
    failed: sum(({ failed }) => failed),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    savedNanoUsd: compared.length === 0 ? null : sum(({ savedNanoUsd }) => savedNanoUsd ?? 0),
    costNanoUsd: sum(({ costNanoUsd }) => costNanoUsd),
    unpriced: sum(({ unpriced }) => unpriced),
  };
}
