/** Plain numbers, so that a detector can be stored and resumed. */
export interface ChangeState {
  /** Accumulated excess above and below the prediction, in standard deviations, beyond the slack. */
  above: number;
  below: number;
  n: number;
}

export interface ChangeOptions {
  /** Tolerated drift per outcome, in standard deviations. */
  slack?: number;
  /** Accumulated excess that signals a change. A higher value gives fewer false alarms but slower detection. */
  threshold?: number;
}

export type Change = 'better' | 'worse';

/**
 * Detects a lasting change of a model's quality: the two-sided cumulative sum test (CUSUM, Page 1954) on standardised
 * residuals. Outcomes near the prediction keep it near zero; a lasting shift accumulates.
 */
export class ChangeDetector {
  private state: ChangeState;
  private readonly slack: number;
  private readonly threshold: number;

  constructor({ slack = 0.35, threshold = 12 }: ChangeOptions = {}, state?: ChangeState) {
    this.slack = slack;
    this.threshold = threshold;
    this.state = state ?? { above: 0, below: 0, n: 0 };
  }

  /**
   * Adds one outcome. Returns the direction of a detected change and then restarts; otherwise null.
   *
   * @param standardised (outcome − prediction) / standard deviation of an outcome
   */
  observe(standardised: number): Change | null {
    const above = Math.max(0, this.state.above + standardised - this.slack);
    const below = Math.max(0, this.state.below - standardised - this.slack);
    const change = above > this.threshold ? 'better' : below > this.threshold ? 'worse' : null;
    this.state = change ? { above: 0, below: 0, n: 0 } : { above, below, n: this.state.n + 1 };
    return change;
  }

  toJSON(): ChangeState {
    return this.state;
  }
}
