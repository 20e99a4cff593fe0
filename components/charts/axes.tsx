import { formatUsdTick } from '../../lib/format';

export const AXIS_TEXT = { fontSize: 11, fill: 'var(--text-3)' };

/** The axis of time, along the bottom. */
export const TIME_AXIS = {
  tick: AXIS_TEXT,
  tickLine: false,
  axisLine: { stroke: 'var(--chart-axis)' },
  height: 24,
} as const;

/** The axis of money, as wide as its words. */
export const MONEY_AXIS = {
  width: 'auto',
  tickFormatter: formatUsdTick,
  tick: AXIS_TEXT,
  tickLine: false,
  axisLine: false,
} as const;

/** Fills what the sandbox made up. */
export const SANDBOX_FILL = 'url(#sandbox-hatch)';

/** Defines that fill: once in each chart that uses it. */
export function SandboxHatch() {
  return (
    <defs>
      <pattern id="sandbox-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="4" height="4" fill="var(--surface-3)" />
        <rect width="2" height="4" fill="var(--provider-sandbox)" />
      </pattern>
    </defs>
  );
}
