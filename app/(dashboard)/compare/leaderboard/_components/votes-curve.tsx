import { formatCount, formatPercent } from '@/lib/format';

export interface VotesCurvePoint {
  winRate: number;
  votes: number;
}

interface VotesCurveProps {
  /** Ascending by win rate. */
  points: VotesCurvePoint[];
  /** Of the better model of the selected pair; null when unknown. */
  winRate: number | null;
}

const [WIDTH, HEIGHT] = [347, 132];
const [LEFT, TOP, BOTTOM] = [36, 10, 24];
const VOTES = { low: 10, high: 3_000 };
const VOTE_TICKS = [30, 100, 300, 1_000];
const RATE_TICKS = [0.5, 0.6, 0.7, 0.8, 0.9];

const toX = (winRate: number) => LEFT + ((winRate - 0.5) / 0.4) * (WIDTH - LEFT - 8);
const toY = (votes: number) => {
  const place = Math.log(votes / VOTES.low) / Math.log(VOTES.high / VOTES.low);
  return HEIGHT - BOTTOM - place * (HEIGHT - BOTTOM - TOP);
};

/** Votes needed by win rate on a log scale, with the selected pair marked. */
export function VotesCurve({ points, winRate }: VotesCurveProps) {
  const drawn = points.filter(({ votes }) => votes <= VOTES.high && votes >= VOTES.low);
  const path = drawn.map(
    ({ winRate: rate, votes }, i) => `${i === 0 ? 'M' : 'L'}${toX(rate).toFixed(1)} ${toY(votes).toFixed(1)}`,
  );
  const own = winRate === null ? null : (drawn.find((point) => point.winRate >= winRate) ?? drawn.at(-1));
  const isEven = winRate !== null && winRate < (drawn[0]?.winRate ?? 0.5);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="block h-auto w-full max-w-[440px] text-[11px] tabular"
      role="img"
      aria-label={describeCurve()}
    >
      {VOTE_TICKS.map((votes) => (
        <g key={votes}>
          <line x1={LEFT} x2={WIDTH} y1={toY(votes)} y2={toY(votes)} stroke="var(--chart-grid)" />
          <text x={LEFT - 8} y={toY(votes) + 4} textAnchor="end" fill="var(--text-3)">
            {formatCount(votes)}
          </text>
        </g>
      ))}
      {RATE_TICKS.map((rate) => (
        <text
          key={rate}
          x={toX(rate)}
          y={HEIGHT - 6}
          textAnchor={rate === 0.5 ? 'start' : rate === 0.9 ? 'end' : 'middle'}
          fill="var(--text-3)"
        >
          {formatPercent(rate)}
        </text>
      ))}
      <path d={path.join('')} fill="none" stroke="var(--chart-prev)" strokeWidth={1.5} />
      {own && !isEven && winRate !== null && <Own x={toX(Math.min(0.9, winRate))} votes={own.votes} />}
    </svg>
  );

  function describeCurve(): string {
    if (winRate === null) return 'Votes needed by win rate, from 50 to 90 %';
    return own && !isEven
      ? `A model that wins ${formatPercent(winRate)} needs ${formatCount(own.votes)} votes for a significant difference`
      : `A model that wins ${formatPercent(winRate)} needs more than ${formatCount(VOTES.high)} votes for a significant difference`;
  }
}

function Own({ x, votes }: { x: number; votes: number }) {
  const isRight = x > WIDTH - 90;
  return (
    <g>
      <line x1={x} x2={x} y1={toY(votes)} y2={HEIGHT - BOTTOM} stroke="var(--accent)" strokeDasharray="2 3" />
      <circle cx={x} cy={toY(votes)} r={5} fill="var(--accent)" stroke="var(--surface)" strokeWidth={2} />
      <text
        x={isRight ? x : x + 10}
        y={toY(votes) + (isRight ? -10 : 4)}
        textAnchor={isRight ? 'end' : 'start'}
        fill="var(--text)"
        fontWeight={500}
      >
        {formatCount(votes)} votes
      </text>
    </g>
  );
}
