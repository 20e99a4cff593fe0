import { formatUsdTick } from '../../lib/format';

export const AXIS_TEXT = { fontSize: 11, fill: 'var(--text-3)' };

/** The time axis. */
export const TIME_AXIS = {
  tick: AXIS_TEXT,
  tickLine: false,
  axisLine: { stroke: 'var(--chart-axis)' },
  height: 24,
} as const;

/** The money axis, as wide as its labels. */
export const MONEY_AXIS = {
  width: 'auto',
  tickFormatter: formatUsdTick,
  tick: AXIS_TEXT,
  tickLine: false,
  axisLine: false,
} as const;

/** Pattern fill for the sandbox. */
export const SANDBOX_FILL = 'url(#sandbox-hatch)';

/** Defines the pattern; needed once in each chart that uses it. */
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
