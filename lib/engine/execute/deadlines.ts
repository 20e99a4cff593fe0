/** How long an upstream call may take at each of its steps, in ms. */
export interface Deadlines {
  /** Until the vendor's host has accepted the connection. The adapter's to time. */
  connectMs: number;
  /** Until a stream's response headers. */
  headersMs: number;
  /** Until a stream's first content. */
  firstTokenMs: number;
  /** Between two pieces of a stream's content. */
  idleMs: number;
  /** From start to end of an answer in one piece, which shows nothing until it is whole. */
  answerMs: number;
  /** From start to end of the request, all its attempts together. */
  totalMs: number;
}

export const DEFAULT_DEADLINES: Deadlines = {
  connectMs: 3_000,
  headersMs: 30_000,
  firstTokenMs: 60_000,
  idleMs: 30_000,
  answerMs: 300_000,
  totalMs: 600_000,
};

/** What an operator set: for every provider, and for some of them apart. */
export interface DeadlineSettings {
  all?: Partial<Deadlines>;
  providers?: Record<string, Partial<Deadlines>>;
}

/** The deadlines of one call: the request's own, else the provider's, else everybody's, else the defaults. */
export function deadlinesOf(provider: string, settings: DeadlineSettings, own: Partial<Deadlines> = {}): Deadlines {
  return { ...DEFAULT_DEADLINES, ...settings.all, ...settings.providers?.[provider], ...own };
}
