import { ExportMenu } from '@/components/ui/export-menu';
import type { CostAddress } from '@/lib/services/costs/address';
import { costHref } from './filters';

/** The same range and filters as CSV, as totals or request by request. */
export function CostExport({ address, canGroup }: { address: CostAddress; canGroup: boolean }) {
  const { by } = address;
  const rows = costHref(address, '/api/costs/rows');
  const byDay = `${rows}${rows.includes('?') ? '&' : '?'}unit=day`;
  const requests = costHref(address, '/api/costs/requests');
  const grouped = [
    { href: rows, title: `By ${by}`, description: 'Same rows as the table' },
    { href: byDay, title: `By day and ${by}`, description: 'The data of the chart' },
  ];
  const each = { href: requests, title: 'All requests', description: 'One row per request' };
  return <ExportMenu files={[...(canGroup ? grouped : []), ...(by === 'team' ? [] : [each])]} />;
}
