/** Equal columns; stacked on a phone, two by two when four would be too narrow. */
export function columnGridClass(columns: number): string {
  const wide = { 2: 'grid-cols-2', 3: 'grid-cols-3', 4: 'grid-cols-4 max-[1280px]:grid-cols-2' }[columns];
  return `grid gap-4 ${wide ?? 'grid-cols-2'} max-[900px]:grid-cols-2 max-[640px]:grid-cols-1`;
}
