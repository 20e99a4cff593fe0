import type { BoardEntry, Share } from '@/lib/engine/preference/board';
import { formatCount, formatPercent, formatPercentRange } from '@/lib/format';

/** `1 – 3`, or `4` when only one rank is possible. */
export function formatRank({ rankFrom, rankTo }: { rankFrom: number; rankTo: number }): string {
  return rankFrom === rankTo ? String(rankFrom) : `${rankFrom} – ${rankTo}`;
}

export function formatStrength(points: number): string {
  return formatCount(Math.round(points));
}

/** `1,117 – 1,192` */
export function formatInterval({ low, high }: { low: number; high: number }): string {
  return `${formatStrength(low)} – ${formatStrength(high)}`;
}

/** `58 %, 90 % interval 51 – 65 %, n = 40` */
export function describeShare({ mean, low, high, n }: Share): string {
  return `${formatPercent(mean)}, 90 % interval ${formatPercentRange(low, high)}, n = ${formatCount(n)}`;
}

const MOST_VOTES = 10_000;

/** An estimate, rounded to two digits: `28`, `about 990`, `over 10,000`. */
export function formatVotesNeeded(votes: number): string {
  if (votes > MOST_VOTES) return `over ${formatCount(MOST_VOTES)}`;
  if (votes < 30) return formatCount(votes);
  const step = 10 ** (Math.floor(Math.log10(votes)) - 1);
  return `about ${formatCount(Math.ceil(votes / step) * step)}`;
}

/** All figures of a row, for screen readers. */
export function describeEntry({ standing, winRate, approval }: BoardEntry): string {
  const parts = [
    standing &&
      `rank ${formatRank(standing)}, ${formatStrength(standing.points)} points, 90 % interval ${formatInterval(standing)}`,
    winRate && `win rate ${describeShare(winRate)}`,
    approval && `approval ${describeShare(approval)}`,
  ];
  return parts.filter(Boolean).join('; ');
}

/** `gpt-oss-120b` for `groq/openai/gpt-oss-120b`. */
export function shortName(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1);
}

/**
 * Short names for narrow columns: the first part of the name that no other model has (`sonnet` for claude-sonnet-5-5),
 * or else the whole name.
 */
export function briefNames(models: string[]): Map<string, string> {
  const splitName = (model: string) => [...new Set(shortName(model).split(/[-_:]/))];
  const count = new Map<string, number>();
  for (const word of models.flatMap(splitName)) count.set(word, (count.get(word) ?? 0) + 1);
  return new Map(
    models.map((model) => {
      const own = splitName(model).find((word) => count.get(word) === 1 && /^[a-z]{3,}$/i.test(word));
      return [model, own ?? shortName(model)];
    }),
  );
}
