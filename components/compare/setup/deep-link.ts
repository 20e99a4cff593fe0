import type { ColumnSettings } from '@/lib/services/compare/comparison-view';
import { changedParameters } from './parameters';

interface Linked {
  columns: ColumnSettings[];
  prompt: string;
  isBlind: boolean;
}

/** A URL that sets up the same comparison. Opening it runs nothing. */
export function deepLink({ columns, prompt, isBlind }: Linked): string {
  const changed = columns.map(changedParameters);
  const query = new URLSearchParams({
    models: columns.map(({ model }) => model).join(','),
    ...(prompt && { prompt }),
    ...(isBlind && { blind: '1' }),
    ...(changed.some((one) => Object.keys(one).length > 0) && { parameters: JSON.stringify(changed) }),
  });
  return `/compare?${query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':')}`;
}
