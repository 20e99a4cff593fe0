import type { ChargeItem, CostItem, TokenItem, Usage } from '../../lib/engine/types';
import { formatCount, formatRate, formatSeconds, formatUsdExact } from '../../lib/format';

export interface CostedAttempt {
  number: number;
  name: string;
  outcome: string;
  usageState: string;
  priceId: string | null;
  costNanoUsd: number | null;
  items: CostItem[];
}

const CLASS_LABELS: Record<keyof Usage, string> = {
  inputTokens: 'Input',
  cachedInputTokens: 'Cached input',
  cacheWriteTokens: 'Cache write',
  cacheWrite1hTokens: 'Cache write, 1 h',
  outputTokens: 'Output',
  reasoningTokens: 'Reasoning',
};

const CELL = 'h-8 border-t border-line-subtle px-2 first:pl-0 last:pr-0';

/** The cost of each attempt, line by line with its price; the lines add up to the total. */
export function CostTable({ attempts, totalNanoUsd }: { attempts: CostedAttempt[]; totalNanoUsd: number | null }) {
  const tokens = attempts
    .flatMap(({ items }) => items)
    .reduce((sum, item) => sum + (isCharge(item) ? 0 : item.tokens), 0);
  return (
    <table className="w-full border-collapse tabular">
      <thead>
        <tr className="text-meta text-text-3">
          <th className="h-8 text-left font-medium">Tokens by class</th>
          <th className="h-8 px-2 text-right font-medium">Tokens</th>
          <th className="h-8 px-2 text-right font-medium">Per million</th>
          <th className="h-8 text-right font-medium">Cost</th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <AttemptLines key={attempt.number} attempt={attempt} isOnly={attempts.length === 1} />
        ))}
        <tr className="font-medium">
          <td className={CELL}>Total</td>
          <td className={`${CELL} text-right`}>{formatCount(tokens)}</td>
          <td className={CELL} />
          <td className={`${CELL} text-right`}>{formatUsdExact(totalNanoUsd)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function AttemptLines({ attempt, isOnly }: { attempt: CostedAttempt; isOnly: boolean }) {
  const { number, name, outcome, usageState, priceId, costNanoUsd, items } = attempt;
  if (items.length === 0) {
    const why =
      costNanoUsd === null ? 'price unknown' : outcome === 'failed' ? 'failed before the first token' : 'no usage';
    return (
      <tr className="text-text-2">
        <td className={CELL} colSpan={3}>
          Attempt {number} · {name}, {why}
        </td>
        <td className={`${CELL} text-right`}>{formatUsdExact(costNanoUsd)}</td>
      </tr>
    );
  }
  return (
    <>
      <tr className="text-meta text-text-3">
        <td className={CELL} colSpan={4}>
          {isOnly ? name : `Attempt ${number} · ${name}`} · {usageState} · price {priceId}
        </td>
      </tr>
      {items.map((item) =>
        isCharge(item) ? <ChargeLine key={item.charge} item={item} /> : <TokenLine key={item.tokenClass} item={item} />,
      )}
    </>
  );
}

function TokenLine({ item }: { item: TokenItem }) {
  return (
    <tr>
      <td className={CELL}>{CLASS_LABELS[item.tokenClass]}</td>
      <td className={`${CELL} text-right`}>{formatCount(item.tokens)}</td>
      <td className={`${CELL} text-right text-text-2`}>{formatRate(item.nanoUsdPerMillion / 1e9)}</td>
      <td className={`${CELL} text-right`}>{formatUsdExact(item.costNanoUsd)}</td>
    </tr>
  );
}

/** A charge that is not per token, with its own unit. */
function ChargeLine({ item: { charge, quantity, nanoUsdPerUnit, costNanoUsd } }: { item: ChargeItem }) {
  const isTime = charge === 'time';
  return (
    <tr>
      <td className={CELL}>{isTime ? 'Time' : 'Call'}</td>
      <td className={`${CELL} text-right`}>{isTime ? formatSeconds(quantity) : formatCount(quantity)}</td>
      <td className={`${CELL} text-right text-text-2`}>
        {formatUsdExact(nanoUsdPerUnit)} {isTime ? 'per hour' : 'per call'}
      </td>
      <td className={`${CELL} text-right`}>{formatUsdExact(costNanoUsd)}</td>
    </tr>
  );
}

function isCharge(item: CostItem): item is ChargeItem {
  return 'charge' in item;
}
