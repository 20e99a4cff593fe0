import { ExportMenu } from '@/components/ui/export-menu';
import type { CostAddress } from '@/lib/services/costs/address';
import { costHref } from './filters';

/** The same window and filters as CSV: as sums, or request by request. */
export function CostExport({ address, canGroup }: { address: CostAddress; canGroup: boolean }) {
  const { by } = address;
  const rows = costHref(address, '/api/costs/rows');
  const byDay = `${rows}${rows.includes('?') ? '&' : '?'}unit=day`;
  const requests = costHref(address, '/api/costs/requests');
  const grouped = [
    { href: rows, title: `By ${by}`, words: 'The rows of the table' },
    { href: byDay, title: `By day and ${by}`, words: 'What the chart stacks' },
  ];
  const each = { href: requests, title: 'Every request', words: 'From the ledger, streamed' };
  return <ExportMenu files={[...(canGroup ? grouped : []), ...(by === 'team' ? [] : [each])]} />;
}
