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
  it('waits for one run to end before it counts to the next', async () => {
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

  it('asks nothing while the page is hidden, and at once when it is back', async () => {
    const page = new Page();
    const run = vi.fn(async () => true);
    watch(page, run);
    page.show(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(run).not.toHaveBeenCalled();
    page.show(true);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('aborts what is under way when the page is hidden, and does not run on beside the new round', async () => {
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

  it('stops for good when a run says so', async () => {
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
