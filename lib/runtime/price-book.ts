import { Catalog } from '../engine/catalog/catalog';
import type { Model, Price } from '../engine/types';

/**
 * The catalogue as this process uses it: what ships, the models that local servers are found to offer, and the
 * operator's own prices over both. Either may change without the other; the catalogue is made anew only then.
 */
export class PriceBook {
  private offered = new Catalog();
  private overrides: ReadonlyMap<string, Price[]> = new Map();
  private priced: Catalog = this.offered;

  get catalog(): Catalog {
    return this.priced;
  }

  /** Adds or replaces models of local servers. */
  offer(models: Model[]): void {
    if (models.length === 0) return;
    this.offered = this.offered.with(models);
    this.priced = this.offered.withOverrides(this.overrides);
  }

  /** Takes the operator's prices, all of them, oldest first for each model. */
  override(overrides: ReadonlyMap<string, Price[]>): void {
    if (JSON.stringify([...overrides]) === JSON.stringify([...this.overrides])) return;
    this.overrides = overrides;
    this.priced = this.offered.withOverrides(overrides);
  }
}
