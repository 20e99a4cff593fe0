import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { separationBetween, undecidedPairs } from '@/lib/engine/preference/adjacent';
import { type Board, bestByCategory, duelOf } from '@/lib/engine/preference/board';
import { votesToSeparate } from '@/lib/engine/preference/separation';
import type { BoardView } from '@/lib/services/compare/leaderboard';
import { BestList } from './_components/best-list';
import { DuelMap } from './_components/duel-map';
import { PairCard } from './_components/pair-card';
import { StrengthCard } from './_components/strength-card';

export async function StrengthPanel({ address, board: promise }: BoardView) {
  const board = await promise;
  const { entries, openVotes } = board;
  return (
    <StrengthCard entries={entries} address={address} openVotes={openVotes} chosen={selectedPair(address, board)} />
  );
}

export async function PairPanel({ address, board: promise }: BoardView) {
  const board = await promise;
  const models = rankedModels(board);
  const [first, second] = selectedPair(address, board);
  if (first === undefined || second === undefined) return <Waiting title="Is the difference significant?" />;
  return (
    <PairCard
      models={models}
      first={first}
      second={second}
      duel={duelOf(board, first, second)}
      separation={separationBetween(board.fit, first, second)}
      curve={CURVE}
      neighbours={undecidedPairs(board)}
      address={address}
    />
  );
}

export async function DuelPanel({ address, board: promise }: BoardView) {
  const board = await promise;
  const models = rankedModels(board);
  const [first, second] = selectedPair(address, board);
  if (first === undefined || second === undefined) return <Waiting title="Head to head" />;
  const duels = models.map((row) => models.map((column) => duelOf(board, row, column)));
  const { decided, ties } = board;
  return <DuelMap {...{ models, duels, decided, ties, first, second, address }} />;
}

export async function BestPanel({ address, sums }: BoardView) {
  const { votes } = await sums;
  const voted = [...new Set(votes.flatMap(({ a, b }) => [a, b]))];
  return <BestList best={bestByCategory(votes, !address.isOpen)} voted={voted} address={address} />;
}

/** Win rates from just above 50 % to 90 %. */
const CURVE = Array.from({ length: 78 }, (_, i) => 0.515 + i * 0.005).map((winRate) => ({
  winRate,
  votes: votesToSeparate(winRate),
}));

function rankedModels({ entries }: Board): string[] {
  return entries.flatMap(({ model, standing }) => (standing ? [model] : []));
}

/** The pair in the URL if both are ranked; otherwise the first adjacent pair without a significant difference. */
function selectedPair({ first, second }: BoardView['address'], board: Board): string[] {
  const models = rankedModels(board);
  const named = [first, second].filter((model) => model !== null && models.includes(model)) as string[];
  if (new Set(named).size === 2) return named;
  const [open] = undecidedPairs(board);
  return open ? [open.upper, open.lower] : models.slice(0, 2);
}

function Waiting({ title }: { title: string }) {
  return (
    <Card>
      <CardHeader title={title} />
      <CardBody>
        <p className="py-2 text-text-2">Available once two models have been compared in a vote.</p>
      </CardBody>
    </Card>
  );
}
