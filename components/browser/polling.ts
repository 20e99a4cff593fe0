/** What polling needs to know of a document. */
export type Watched = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

/**
 * Runs `run` repeatedly while the page is visible: `everyMs` after the last run ended, and immediately when the page
 * becomes visible. `run` resolves to whether to continue and never rejects; its signal aborts when the page is hidden.
 * Returns a function that stops polling.
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
    const shouldContinue = await run(own.signal);
    if (own.signal.aborted) return;
    if (shouldContinue) timer = setTimeout(round, everyMs);
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
