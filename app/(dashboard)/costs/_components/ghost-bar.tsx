import type { BarPoint } from './bar-point';

interface GhostBarProps {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  payload?: BarPoint;
}

/** A forecast: an outline with a whisker for the 90 % interval. */
export function GhostBar({ x = 0, y = 0, width = 0, height = 0, payload }: GhostBarProps) {
  const ghost = payload?.ghost;
  if (!ghost || height <= 0 || ghost.expectedNanoUsd <= 0) return <g />;
  const scale = height / ghost.expectedNanoUsd;
  const middle = x + width / 2;
  return (
    <g>
      <rect
        x={x + 0.5}
        y={y}
        width={Math.max(1, width - 1)}
        height={height}
        rx={2}
        fill="var(--chart-band)"
        stroke="var(--accent)"
        strokeOpacity={0.55}
        strokeDasharray="2 2"
      />
      <line
        x1={middle}
        x2={middle}
        y1={y - (ghost.highNanoUsd - ghost.expectedNanoUsd) * scale}
        y2={y + (ghost.expectedNanoUsd - ghost.lowNanoUsd) * scale}
        stroke="var(--text-2)"
        strokeWidth={1.5}
      />
    </g>
  );
}
