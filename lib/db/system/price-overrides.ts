import { type Caller, isAdmin } from '../../caller';
import { newId } from '../../engine/id';
import { utcDay, utcHour } from '../../engine/money/day';
import type { Price, Rates } from '../../engine/types';
import { AppError } from '../../errors';
import type { Database } from '../client';
import type { PriceOverride as Row } from '../generated/client';

/** A price that an admin set, as pages show it. */
export interface PriceOverride {
  id: string;
  /** `provider/name`. */
  model: string;
  rates: Rates;
  startsAt: Date;
  /** Null: no end date. */
  endsAt: Date | null;
  note: string;
  createdAt: Date;
  createdBy: string | null;
  deletedAt: Date | null;
  deletedBy: string | null;
}

export type NewPriceOverride = Pick<PriceOverride, 'model' | 'rates' | 'startsAt' | 'endsAt' | 'note'>;

const SOURCE = 'override';
const MAX_SHOWN = 200;

/** The prices that admins set for now or later, by model, oldest first. */
export async function pricesSet(database: Database): Promise<Map<string, Price[]>> {
  const rows = await database.priceOverride.findMany({
    where: { deletedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: new Date() } }] },
    orderBy: [{ startsAt: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  const byModel = new Map<string, Price[]>();
  for (const row of rows) byModel.set(row.model, [...(byModel.get(row.model) ?? []), toPrice(row)]);
  return byModel;
}

/** Every price that an admin set, newest first, including deleted ones. */
export async function listPriceOverrides(database: Database): Promise<PriceOverride[]> {
  const rows = await database.priceOverride.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_SHOWN,
    include: { createdBy: { select: { name: true } }, deletedBy: { select: { name: true } } },
  });
  return rows.map(({ rates, createdBy, deletedBy, ...row }) => ({
    ...row,
    rates: toRates(rates),
    createdBy: createdBy?.name ?? null,
    deletedBy: deletedBy?.name ?? null,
  }));
}

/** Sets a price from an hour on. Resolves to its id. Throws `forbidden` for callers without the role. */
export async function createPriceOverride(
  database: Database,
  caller: Caller,
  { rates, ...draft }: NewPriceOverride,
): Promise<string> {
  const createdById = requireAdmin(caller);
  const id = newId('prc');
  await database.priceOverride.create({ data: { ...draft, id, rates: toNanoUsd(rates), createdById } });
  return id;
}

/** Deletes a price, or restores it. Past charges stay unchanged. */
export async function setPriceOverrideDeleted(
  database: Database,
  caller: Caller,
  id: string,
  isDeleted: boolean,
): Promise<void> {
  const deletedById = requireAdmin(caller);
  const { count } = await database.priceOverride.updateMany({
    where: { id, deletedAt: isDeleted ? null : { not: null } },
    data: isDeleted ? { deletedAt: new Date(), deletedById } : { deletedAt: null, deletedById: null },
  });
  if (count === 0) throw new AppError('conflict', 'Another user changed this price in the meantime. Reload to see it.');
}

function requireAdmin(caller: Caller): string {
  if (!isAdmin(caller) || caller.kind !== 'user')
    throw new AppError('forbidden', 'Only an owner or an admin may change prices.');
  return caller.userId;
}

function toPrice({ id, rates, startsAt, endsAt, createdAt }: Row): Price {
  return {
    ...toRates(rates),
    from: utcHour(startsAt.getTime()),
    ...(endsAt && { until: utcHour(endsAt.getTime()) }),
    source: SOURCE,
    verifiedAt: utcDay(createdAt.getTime()),
    overrideId: id,
  };
}

/**
 * Rates are stored as whole nano-dollars and used in the vendors' units; dividing and rounding gives the exact value
 * back.
 */
function toNanoUsd(rates: Rates): Record<string, number> {
  return Object.fromEntries(Object.entries(rates).map(([name, usd]) => [name, Math.round(usd * 1e9)]));
}

function toRates(stored: unknown): Rates {
  const entries = Object.entries(stored as Record<string, number>);
  return Object.fromEntries(entries.map(([name, nanoUsd]) => [name, nanoUsd / 1e9])) as unknown as Rates;
}
