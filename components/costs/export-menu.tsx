import { Download } from 'lucide-react';
import { Button } from '../ui/button';
import { LinkPopover } from '../ui/link-popover';
import { type CostAddress, costHref } from './filters';

/** The same window and filters as CSV: as sums, or request by request. */
export function ExportMenu({ address, canGroup }: { address: CostAddress; canGroup: boolean }) {
  const { by } = address;
  return (
    <LinkPopover
      label="Export CSV"
      align="end"
      trigger={
        <Button>
          <Download size={14} /> Export CSV
        </Button>
      }
    >
      {canGroup && (
        <>
          <Export href={costHref(address, '/api/costs/rows')} title={`By ${by}`} words="The rows of the table" />
          <Export
            href={`${costHref(address, '/api/costs/rows')}${costHref(address, '').includes('?') ? '&' : '?'}unit=day`}
            title={`By day and ${by}`}
            words="What the chart stacks"
          />
        </>
      )}
      {by !== 'team' && (
        <Export
          href={costHref(address, '/api/costs/requests')}
          title="Every request"
          words="From the ledger, streamed"
        />
      )}
    </LinkPopover>
  );
}

function Export({ href, title, words }: { href: string; title: string; words: string }) {
  return (
    <a href={href} download className="flex flex-col rounded-sm px-2 py-1.5 hover:bg-hover pointer-coarse:py-3">
      <span className="font-medium">{title}</span>
      <span className="text-meta text-text-3">{words}</span>
    </a>
  );
}
