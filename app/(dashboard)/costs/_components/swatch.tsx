import { classNames } from '@/components/ui/class-names';

/** A square in the series' colour, hatched without one; always next to its name. */
export function Swatch({ colour }: { colour: string | null }) {
  return (
    <span
      aria-hidden
      className={classNames('inline-block size-2 shrink-0 rounded-[2px]', colour === null && 'hatched')}
      style={colour === null ? undefined : { background: colour }}
    />
  );
}
