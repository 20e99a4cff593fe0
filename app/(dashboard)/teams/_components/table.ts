export const HEAD =
  'h-8 border-b border-line px-3 text-left max-[640px]:px-2 text-meta font-medium whitespace-nowrap text-text-3 first:pl-4! last:pr-4!';
export const CELL = 'h-12 border-t border-line-subtle px-3 py-1 max-[640px]:px-2 first:pl-4! last:pr-4!';
