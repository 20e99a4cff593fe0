import { Catalog } from '../engine/catalog/catalog';
import type { Model, Price } from '../engine/types';

/**
 * The catalogue of this process: the built-in one, the models that local servers offer, and the operator's price
 * overrides on top. It is rebuilt only when local models or overrides change.
 */
export class PriceBook {
  private listed = new Catalog();
  private overrides: ReadonlyMap<string, Price[]> = new Map();
  private priced: Catalog = this.listed;

  get catalog(): Catalog {
    return this.priced;
  }

  /** Adds or replaces models of local servers. */
  addLocalModels(models: Model[]): void {
    if (models.length === 0) return;
    this.listed = this.listed.with(models);
    this.priced = this.listed.withOverrides(this.overrides);
  }

  /** Replaces the operator's prices. Each model's are oldest first. */
  override(overrides: ReadonlyMap<string, Price[]>): void {
    if (JSON.stringify([...overrides]) === JSON.stringify([...this.overrides])) return;
    this.overrides = overrides;
    this.priced = this.listed.withOverrides(overrides);
  }
}
