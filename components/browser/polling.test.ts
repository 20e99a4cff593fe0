import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPolling } from './polling';

class Page extends EventTarget {
  hidden = false;

  show(isShown: boolean) {
    this.hidden = !isShown;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let stop = () => {};
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function watch(page: Page, run: (signal: AbortSignal) => Promise<boolean>) {
  stop = startPolling(run, 3_000, page as unknown as Document);
}

describe('startPolling', () => {
  it('waits for a run to end before it starts the interval', async () => {
    let end = () => {};
    const run = vi.fn(() => new Promise<boolean>((resolve) => (end = () => resolve(true))));
    watch(new Page(), run);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(run).toHaveBeenCalledTimes(1);
    end();
    await vi.advanceTimersByTimeAsync(2_999);
    expect(run).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('pauses while the page is hidden and runs immediately when it is visible again', async () => {
    const page = new Page();
    const run = vi.fn(async () => true);
    watch(page, run);
    page.show(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(run).not.toHaveBeenCalled();
    page.show(true);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('aborts a run when the page is hidden, and does not continue it next to the new one', async () => {
    const page = new Page();
    const ends: ((goesOn: boolean) => void)[] = [];
    const signals: AbortSignal[] = [];
    watch(page, (signal) => {
      signals.push(signal);
      return new Promise((resolve) => ends.push(resolve));
    });
    await vi.advanceTimersByTimeAsync(3_000);
    page.show(false);
    expect(signals[0]?.aborted).toBe(true);
    page.show(true);
    for (const end of ends) end(true);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(signals).toHaveLength(3);
  });

  it('stops when a run resolves to false', async () => {
    const page = new Page();
    const run = vi.fn(async () => false);
    watch(page, run);
    await vi.advanceTimersByTimeAsync(3_000);
    page.show(false);
    page.show(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
