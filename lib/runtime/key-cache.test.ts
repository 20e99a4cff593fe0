import { describe, expect, it } from 'vitest';
import { KeyCache, type KeyCaller } from './key-cache';

const CALLER = { kind: 'key', keyId: 'key_1', teamId: 'team_1' } as KeyCaller;

describe('the key cache', () => {
  it('asks the database once for a burst of requests with one key', async () => {
    const asked: string[] = [];
    const cache = new KeyCache(async (hash) => {
      asked.push(hash);
      return CALLER;
    });
    const callers = await Promise.all([cache.get('a'), cache.get('a'), cache.get('b'), cache.get('a')]);
    expect(callers).toEqual([CALLER, CALLER, CALLER, CALLER]);
    expect(asked).toEqual(['a', 'b']);
  });

  it('tells everybody who waits that the database is away, and asks again the next time', async () => {
    let isAway = true;
    const cache = new KeyCache(async () => {
      if (isAway) throw new Error('away');
      return CALLER;
    });
    const outcomes = await Promise.allSettled([cache.get('a'), cache.get('a')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isAway = false;
    expect(await cache.get('a')).toEqual(CALLER);
  });

  it('looks a key up again after a while, an unknown one sooner', async () => {
    let now = 0;
    let asked = 0;
    const load = async (hash: string) => {
      asked++;
      return hash === 'known' ? CALLER : null;
    };
    const cache = new KeyCache(load, () => now);
    for (const at of [0, 2_999, 14_999]) {
      now = at;
      await cache.get('known');
      await cache.get('unknown');
    }
    expect(asked).toBe(3);
    now = 15_000;
    await cache.get('known');
    expect(asked).toBe(4);
  });
});
