import { FIRST_HIGH_STEP, heatStep } from '@/components/charts/heat-scale';
import { classNames } from '@/components/ui/class-names';
import { Link } from '@/components/ui/link';
import type { Duel } from '@/lib/engine/preference/board';
import { modelName } from '@/lib/format';
import type { BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { boardHref } from './address';

/** With fewer decided votes, a percentage would suggest too much precision. */
export const FEWEST_VOTES = 5;

interface DuelCellProps {
  row: string;
  column: string;
  /** Null on the diagonal. */
  duel: Duel | null;
  isChosen: boolean;
  address: BoardAddress;
}

/**
 * The share won by the row's model. A click selects the pair in the card above. The links are not in the tab order
 * because the card's two selects do the same by keyboard.
 */
export function DuelCell({ row, column, duel, isChosen, address }: DuelCellProps) {
  if (row === column || !duel) return <td className="h-7 rounded-[3px] bg-surface-2 p-0" />;
  const votes = duel.won + duel.lost;
  const step = votes < FEWEST_VOTES ? null : heatStep({ low: 0, high: 1 }, duel.won / votes);
  const summary = `${modelName(row)} against ${modelName(column)}: ${duel.won} of ${votes} won${duel.ties > 0 ? `, ${duel.ties} tied` : ''}`;
  return (
    <td
      title={summary}
      style={
        step === null
          ? undefined
          : { background: `var(--seq-${step})`, color: `var(--on-seq-${step < FIRST_HIGH_STEP ? 'low' : 'high'})` }
      }
      className={classNames(
        'h-7 rounded-[3px] p-0 text-center hover:outline-2 hover:outline-offset-1 hover:outline-text',
        step === null && 'border border-dashed border-line-strong text-text-3',
        isChosen && 'relative z-[1] outline-2 outline-offset-1 outline-text',
      )}
    >
      <Link
        href={boardHref({ ...address, first: row, second: column })}
        scroll={false}
        tabIndex={-1}
        className="grid h-7 place-items-center"
      >
        <span aria-hidden>
          {votes === 0 ? '–' : step === null ? `n ${votes}` : Math.round((duel.won / votes) * 100)}
        </span>
        <span className="sr-only">{summary}</span>
      </Link>
    </td>
  );
}
