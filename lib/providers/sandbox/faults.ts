/** What can be made to go wrong with a model of the sandbox. */
export const FAULTS = ['outage', 'slow', 'rate-limit', 'cut', 'garbage', 'no-usage', 'empty', 'refuse-key'] as const;
export type FaultName = (typeof FAULTS)[number];

export interface Fault {
  fault: FaultName;
  /** Share of calls it hits, 0..1. */
  probability: number;
  /** `slow`: how long until the first token. */
  delayMs: number;
  /** `cut`: after how many pieces of content the connection breaks. */
  afterPieces: number;
}

const DEFAULTS: Omit<Fault, 'fault'> = { probability: 1, delayMs: 6_000, afterPieces: 5 };

/** Which faults are on, by model. Deterministic: every n-th call is hit, as the probability says. */
export class FaultBoard {
  private readonly faults = new Map<string, Fault>();
  private readonly calls = new Map<string, number>();

  set(model: string, fault: Pick<Fault, 'fault'> & Partial<Fault>): void {
    this.faults.set(model, { ...DEFAULTS, ...fault });
    this.calls.set(model, 0);
  }

  clear(model?: string): void {
    if (model) this.faults.delete(model);
    else this.faults.clear();
  }

  all(): Record<string, Fault> {
    return Object.fromEntries(this.faults);
  }

  /** The fault that hits the next call to a model, if any. */
  next(model: string): Fault | undefined {
    const fault = this.faults.get(model);
    if (!fault) return undefined;
    const call = (this.calls.get(model) ?? 0) + 1;
    this.calls.set(model, call);
    const hits = Math.floor(call * fault.probability) > Math.floor((call - 1) * fault.probability);
    return hits ? fault : undefined;
  }
}
