/** Classes of the header and body cells of full-width tables. */
export const TABLE_HEAD =
  'h-8 border-b border-line px-3 text-left text-meta font-medium whitespace-nowrap text-text-3 first:pl-4 last:pr-4';
export const TABLE_CELL =
  'h-10 border-b border-line-subtle px-3 whitespace-nowrap first:pl-4 last:pr-4 group-last:border-b-0';
