/** What polling needs to know of a page: whether anybody can see it. */
export type Watched = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

/**
 * Runs something now and then while the page is in view: `everyMs` after the last run ended, at once when the page comes
 * back into view, never while it is hidden. `run` resolves to whether to go on and never rejects; it gets a signal that aborts when the
 * page is hidden meanwhile. Returns how to stop.
 */
export function startPolling(
  run: (signal: AbortSignal) => Promise<boolean>,
  everyMs: number,
  page: Watched = document,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current = new AbortController();
  const pause = () => {
    clearTimeout(timer);
    current.abort();
  };
  const round = async () => {
    const own = new AbortController();
    current = own;
    const goesOn = await run(own.signal);
    if (own.signal.aborted) return;
    if (goesOn) timer = setTimeout(round, everyMs);
    else stop();
  };
  const onVisibility = () => {
    pause();
    if (!page.hidden) void round();
  };
  const stop = () => {
    page.removeEventListener('visibilitychange', onVisibility);
    pause();
  };
  page.addEventListener('visibilitychange', onVisibility);
  if (!page.hidden) timer = setTimeout(round, everyMs);
  return stop;
}
