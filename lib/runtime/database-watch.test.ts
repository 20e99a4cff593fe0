import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseWatch } from './database-watch';

const away = () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
const there = () => Promise.resolve('row');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watching(ask: () => Promise<unknown> = there) {
  const lines: string[] = [];
  let asked = 0;
  const counted = () => {
    asked++;
    return ask();
  };
  const watch = new DatabaseWatch(counted, (level, message) => lines.push(`${level} ${message}`));
  return { watch, lines, asked: () => asked };
}

describe('DatabaseWatch', () => {
  it('tells once that the database went away, and once that it is back', async () => {
    const { watch, lines } = watching();
    for (let i = 0; i < 5; i++) await expect(watch.over(away)).rejects.toThrow('connect');
    expect(watch.isAway).toBe(true);
    for (let i = 0; i < 5; i++) expect(await watch.over(there)).toBe('row');
    expect(watch.isAway).toBe(false);
    expect(lines).toEqual(['warn The database is away; trying until it is back.', 'warn The database is back.']);
  });

  it('does not take a statement that failed for an absence', async () => {
    const { watch, lines } = watching();
    const wrong = Object.assign(new Error('syntax error'), { code: '42601' });
    await expect(watch.over(() => Promise.reject(wrong))).rejects.toBe(wrong);
    expect([watch.isAway, lines]).toEqual([false, []]);
  });

  it('does not believe an answer to a question that was asked before the failure', async () => {
    const { watch, lines } = watching();
    let answer: (row: string) => void = () => undefined;
    const early = watch.over(() => new Promise<string>((resolve) => (answer = resolve)));
    await expect(watch.over(away)).rejects.toThrow();
    answer('row');
    await early;
    expect(watch.isAway).toBe(true);
    await watch.over(there);
    expect(lines).toHaveLength(2);
  });

  it('asks once for a storm of probes, and again half a second later', async () => {
    const { watch, asked } = watching();
    const storm = await Promise.all(Array.from({ length: 100 }, () => watch.answers()));
    expect([storm.every(Boolean), asked()]).toEqual([true, 1]);
    await vi.advanceTimersByTimeAsync(499);
    await watch.answers();
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(2);
    await watch.answers();
    expect(asked()).toBe(2);
  });

  it('asks at once when a query has just met the database away', async () => {
    let isThere = true;
    const { watch } = watching(() => (isThere ? there() : away()));
    expect(await watch.answers()).toBe(true);
    isThere = false;
    await watch.over(away).catch(() => undefined);
    expect(await watch.answers()).toBe(false);
  });

  it('takes silence for an absence after two seconds', async () => {
    const { watch, lines } = watching(() => new Promise(() => undefined));
    const answer = watch.answers();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await answer).toBe(false);
    expect(lines).toHaveLength(1);
  });
});
