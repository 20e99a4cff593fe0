import { RANGE_LABELS, RANGES, type RangeName } from '@/lib/time-range';
import { SegmentedLinks } from './segmented-links';

/** Selects the time range of a dashboard. */
export function RangePicker({ current, path }: { current: RangeName; path: string }) {
  return (
    <SegmentedLinks
      label="Time range"
      options={RANGES.map((range) => ({
        href: `${path}?range=${range}`,
        label: RANGE_LABELS[range],
        isCurrent: range === current,
      }))}
    />
  );
}
