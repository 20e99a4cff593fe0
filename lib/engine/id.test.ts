import { describe, expect, it } from 'vitest';
import { firstIdFrom, newId, timeOfId } from './id';

describe('ids', () => {
  it('sort by time, byte by byte, and tell it', () => {
    const midnight = Date.UTC(2027, 0, 1);
    const before = newId('req', midnight - 1);
    const after = newId('req', midnight);
    expect(before < firstIdFrom('req', midnight)).toBe(true);
    expect(firstIdFrom('req', midnight) < after).toBe(true);
    expect(timeOfId(before)).toBe(midnight - 1);
    expect(timeOfId(firstIdFrom('req', midnight))).toBe(midnight);
  });
});
