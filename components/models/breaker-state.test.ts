import { describe, expect, it } from 'vitest';
import type { BreakerState } from '@/components/models/live-states';
import { breakerReason, breakerSummary, breakerTone, describeBreaker, formatCountdown } from './breaker-state';

const NOW = Date.UTC(2026, 10, 22, 3, 0, 0);
const open = (until: number, why = 'groq is overloaded (503).'): BreakerState => ({ state: 'open', until, why });
const HALF_OPEN: BreakerState = { state: 'half-open', why: 'groq failed with status 500.' };
const cooling: BreakerState = { state: 'cooling', until: NOW + 12_000, why: 'groq is rate limiting this key (429)' };

it('counts down in seconds, then in minutes, and never below now', () => {
  expect([59_400, 60_000, 252_000, 0, -5].map(formatCountdown)).toEqual([
    '1 min 00 s',
    '1 min 00 s',
    '4 min 12 s',
    'now',
    'now',
  ]);
  expect(formatCountdown(1)).toBe('1 s');
});

describe('breaker labels', () => {
  it('show when the next call is tried', () => {
    expect(describeBreaker(open(NOW + 37_200), NOW)).toBe('open, next try in 38 s');
    expect(describeBreaker(open(NOW - 1), NOW)).toBe('open, next try now');
    expect(describeBreaker(cooling, NOW)).toBe('cooling down, next try in 12 s');
    expect(describeBreaker(HALF_OPEN, NOW)).toBe('half-open, the next call is a probe');
  });

  it('show the reason and the end, and nothing for a closed breaker', () => {
    expect(breakerReason(open(NOW + 30_000))).toBe('groq is overloaded (503). Until 03:00:30 UTC.');
    expect(breakerReason(cooling)).toBe('groq is rate limiting this key (429). Until 03:00:12 UTC.');
    expect(breakerReason(open(NOW, ''))).toBe('Until 03:00:00 UTC.');
    expect(breakerReason(HALF_OPEN)).toBe('groq failed with status 500.');
    expect(breakerReason({ state: 'closed' })).toBeNull();
  });

  it('summarize several breakers, the worst first', () => {
    const closed: BreakerState = { state: 'closed' };
    expect(breakerSummary([closed, cooling, open(NOW), open(NOW)])).toBe('2 open, 1 cooling down');
    expect(breakerSummary([closed, HALF_OPEN])).toBe('1 half-open');
    expect(breakerSummary([closed, closed])).toBe('closed');
    expect(breakerTone([cooling, open(NOW)])).toBe('text-danger-text');
    expect(breakerTone([closed])).toBe('text-text-2');
  });
});
