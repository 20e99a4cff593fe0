import { HeatSteps } from '@/components/charts/heat-steps';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import type { Duel } from '@/lib/engine/preference/board';
import { formatCount } from '@/lib/format';
import type { BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { briefNames } from './board-labels';
import { BoardName } from './board-name';
import { DuelCell, FEWEST_VOTES } from './duel-cell';

interface DuelMapProps {
  /** Ranked model ids, the strongest first. */
  models: string[];
  /** By row and column. */
  duels: Duel[][];
  decided: number;
  ties: number;
  /** The selected pair. */
  first: string;
  second: string;
  address: BoardAddress;
}

/** For every pair, the share of votes won by the row's model. */
export function DuelMap({ models, duels, decided, ties, first, second, address }: DuelMapProps) {
  const brief = briefNames(models);
  return (
    <Card>
      <CardHeader title="Head to head" qualifier="% of votes won by the row">
        <span className="text-meta text-text-3 tabular">
          {formatCount(decided)} {decided === 1 ? 'vote' : 'votes'}, {formatCount(ties)} {ties === 1 ? 'tie' : 'ties'}{' '}
          excluded
        </span>
      </CardHeader>
      <CardBody>
        {/* On a phone the cells scroll beneath the fixed row names; the padding leaves room for a cell's outline. */}
        <section
          aria-label="Share of votes won, by pair"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard.
          tabIndex={0}
          className="relative -m-1 overflow-x-auto px-0.5 py-1"
        >
          <table
            className="w-full table-fixed border-separate border-spacing-0.5 text-meta tabular"
            style={{ minWidth: 120 + models.length * 46 }}
          >
            <thead>
              <tr>
                <th scope="col" className="sticky left-0 z-10 w-[156px] bg-surface p-0 max-[640px]:w-[104px]">
                  <span className="sr-only">Model</span>
                </th>
                {models.map((model) => (
                  <th
                    key={model}
                    scope="col"
                    title={model}
                    className="h-5 truncate p-0 text-micro font-normal text-text-3"
                  >
                    <span aria-hidden>{brief.get(model)}</span>
                    <span className="sr-only">{model}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {models.map((row, i) => (
                <tr key={row}>
                  <th scope="row" className="sticky left-0 z-10 bg-surface p-0 text-left font-normal">
                    <BoardName model={row} className="max-w-full pr-2 text-text-2" />
                  </th>
                  {models.map((column, j) => (
                    <DuelCell
                      key={column}
                      row={row}
                      column={column}
                      duel={duels[i]?.[j] ?? null}
                      isChosen={row === first && column === second}
                      address={address}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <p className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-1 text-micro text-text-3">
          <span className="flex items-center gap-3">
            <HeatSteps />
            wins, 0 – 100 %
          </span>
          <span className="ml-auto flex items-center gap-1.5 max-[640px]:ml-0">
            <span aria-hidden className="h-2 w-4 rounded-[2px] border border-dashed border-line-strong" />
            fewer than {FEWEST_VOTES} votes: count shown
          </span>
        </p>
      </CardBody>
    </Card>
  );
}
