import { classNames } from '@/components/ui/class-names';

/** A square of a series' colour; hatched where there is none. Always beside its name. */
export function Swatch({ colour }: { colour: string | null }) {
  return (
    <span
      aria-hidden
      className={classNames('inline-block size-2 shrink-0 rounded-[2px]', colour === null && 'hatched')}
      style={colour === null ? undefined : { background: colour }}
    />
  );
}
