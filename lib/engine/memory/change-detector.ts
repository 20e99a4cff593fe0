/** Plain numbers, so that a detector can be stored and go on after a restart. */
export interface ChangeState {
  /** How much better than predicted lately, in standard deviations, beyond the slack; and how much worse. */
  above: number;
  below: number;
  n: number;
}

export interface ChangeOptions {
  /** Drift per outcome that is tolerated, in standard deviations. */
  slack?: number;
  /** Accumulated excess that raises the alarm. Higher: fewer false alarms, later ones. */
  threshold?: number;
}

export type Change = 'better' | 'worse';

/**
 * Notices that a model is no longer what its evidence says: the two-sided cumulative sum test (Page 1954) on
 * standardised residuals. Answers around the prediction leave it near zero; a lasting shift adds up.
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
   * Takes one outcome in. Answers with the direction of the change when it is noticed, and starts again from there.
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
