import { type Fault, type FaultInput, parseFault } from './faults';

interface Placed {
  fault: Fault;
  /** Epoch ms; the start of the first burst. */
  since: number;
  /** Calls since it was set. */
  calls: number;
}

/** The active faults by model. Deterministic: the probability decides which n-th calls fail. */
export class FaultBoard {
  private readonly placed = new Map<string, Placed>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** Sets the fault of a model, replacing the previous one. Throws `RangeError` for invalid parameters. */
  set(model: string, fault: FaultInput): void {
    this.placed.set(model, { fault: parseFault(fault), since: this.now(), calls: 0 });
  }

  /** Ends the fault of one model, or all faults. */
  clear(model?: string): void {
    if (model === undefined) this.placed.clear();
    else this.placed.delete(model);
  }

  all(): Record<string, Fault> {
    return Object.fromEntries([...this.placed].map(([model, { fault }]) => [model, fault]));
  }

  /** The fault of the next call to a model, if any. */
  next(model: string): Fault | undefined {
    const placed = this.placed.get(model);
    if (!placed || !this.isActive(placed)) return undefined;
    const { probability } = placed.fault;
    const call = ++placed.calls;
    const hits = Math.floor(call * probability) > Math.floor((call - 1) * probability);
    return hits ? placed.fault : undefined;
  }

  /** Bursts are periodic; all other faults are always active. */
  private isActive({ fault, since }: Placed): boolean {
    if (fault.fault !== 'burst') return true;
    return (this.now() - since) % (fault.everySeconds * 1000) < fault.forSeconds * 1000;
  }
}
