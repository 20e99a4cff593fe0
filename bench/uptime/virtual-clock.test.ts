import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/engine/random';
import { VirtualClock } from './virtual-clock';

describe('the virtual clock', () => {
  it('runs timers in the order of their times, those of one moment in the order in which they were set', async () => {
    const clock = new VirtualClock(0);
    const random = seededRandom(1);
    const waits = Array.from({ length: 500 }, () => Math.floor(random() * 50));
    const seen: { at: number; index: number }[] = [];
    for (const [index, ms] of waits.entries()) clock.after(ms, () => seen.push({ at: clock.now(), index }));
    await clock.runUntil(50);
    expect(seen).toHaveLength(500);
    expect(seen).toEqual([...seen].sort((a, b) => a.at - b.at || a.index - b.index));
    expect(seen.every(({ at, index }) => at === waits[index])).toBe(true);
  });

  it('lets everything that was set off go on before time moves', async () => {
    const clock = new VirtualClock(0);
    const sleep = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
    const wakings: number[] = [];
    const walk = async () => {
      for (let step = 0; step < 3; step++) {
        await sleep(10);
        // More turns of the promise queue than any generator in between takes.
        for (let turn = 0; turn < 20; turn++) await null;
        wakings.push(clock.now());
      }
    };
    void walk();
    clock.after(15, () => wakings.push(clock.now()));
    await clock.runUntil(100);
    expect(wakings).toEqual([10, 15, 20, 30]);
    expect(clock.now()).toBe(100);
  });

  it('runs nothing that was cancelled, and nothing that is not due', async () => {
    const clock = new VirtualClock(0);
    const seen: string[] = [];
    clock.after(5, () => seen.push('cancelled'))();
    clock.after(6, () => seen.push('due'));
    clock.after(11, () => seen.push('later'));
    await clock.runUntil(10);
    expect(seen).toEqual(['due']);
  });
});
