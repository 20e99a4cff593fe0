import { z } from 'zod';
import type { DeadlineSettings, Deadlines } from '../../engine/execute/deadlines';
import type { Database } from '../client';

const STORES_API_TEXT = 'stores_api_text';
const DEADLINES = 'deadlines';

/** Whether prompts and answers of API calls are stored. Off until an admin enables it. */
export async function storesApiText(database: Database): Promise<boolean> {
  const row = await database.setting.findUnique({ where: { key: STORES_API_TEXT } });
  return row?.value === true;
}

export async function setStoresApiText(database: Database, value: boolean): Promise<void> {
  await database.setting.upsert({
    where: { key: STORES_API_TEXT },
    create: { key: STORES_API_TEXT, value },
    update: { value, updatedAt: new Date() },
  });
}

/** The allowed range of each deadline in ms, so that a typing error cannot stop every answer. */
export const DEADLINE_LIMITS: Record<keyof Deadlines, { minMs: number; maxMs: number }> = {
  connectMs: { minMs: 100, maxMs: 60_000 },
  headersMs: { minMs: 500, maxMs: 600_000 },
  firstTokenMs: { minMs: 500, maxMs: 600_000 },
  idleMs: { minMs: 500, maxMs: 600_000 },
  answerMs: { minMs: 1_000, maxMs: 3_600_000 },
  totalMs: { minMs: 1_000, maxMs: 3_600_000 },
};

const deadline = (name: keyof Deadlines) =>
  z.number().int().min(DEADLINE_LIMITS[name].minMs).max(DEADLINE_LIMITS[name].maxMs).optional();

const deadlines = z.strictObject({
  connectMs: deadline('connectMs'),
  headersMs: deadline('headersMs'),
  firstTokenMs: deadline('firstTokenMs'),
  idleMs: deadline('idleMs'),
  answerMs: deadline('answerMs'),
  totalMs: deadline('totalMs'),
});

export const deadlineSettingsSchema = z.strictObject({
  all: deadlines.optional(),
  providers: z.record(z.string().min(1).max(60), deadlines).optional(),
});

/** The deadlines that an admin set; an invalid stored value counts as none. */
export async function deadlineSettings(database: Pick<Database, 'setting'>): Promise<DeadlineSettings> {
  const row = await database.setting.findUnique({ where: { key: DEADLINES } });
  const parsed = deadlineSettingsSchema.safeParse(row?.value);
  return parsed.success ? (parsed.data as DeadlineSettings) : {};
}

/** Saves deadlines. Resolves to false, and changes nothing, when they no longer equal `basedOn`. */
export function setDeadlineSettings(
  database: Database,
  value: DeadlineSettings,
  basedOn: DeadlineSettings,
): Promise<boolean> {
  return database.$transaction(async (transaction) => {
    await transaction.$executeRaw`
      insert into settings (key, value) values (${DEADLINES}, '{}') on conflict (key) do nothing`;
    await transaction.$executeRaw`select 1 from settings where key = ${DEADLINES} for update`;
    if (canonical(await deadlineSettings(transaction)) !== canonical(basedOn)) return false;
    await transaction.setting.update({
      where: { key: DEADLINES },
      data: { value: JSON.parse(JSON.stringify(value)), updatedAt: new Date() },
    });
    return true;
  });
}

/** The same text for the same settings, independent of their order. */
function canonical({ all = {}, providers = {} }: DeadlineSettings): string {
  const sorted = (one: object) => Object.entries(one).sort(([a], [b]) => a.localeCompare(b));
  const set = sorted(providers).map(([provider, own]) => [provider, sorted(own)] as const);
  return JSON.stringify([sorted(all), set.filter(([, own]) => own.length > 0)]);
}
const RETENTION = 'retention';

/** How many days raw rows, and texts, are kept; null: forever. Rollups and ratings are always kept. */
export interface Retention {
  /** Requests and attempts. They are deleted by whole months, so up to a month later. */
  rowDays: number | null;
  /** Stored prompts and answers of API calls, and conversations since their last change. */
  textDays: number | null;
}

/**
 * A year and one month, so that a month can be compared with the previous year's. Texts belong to their users: by
 * default they are kept.
 */
export const DEFAULT_RETENTION: Retention = { rowDays: 400, textDays: null };

export async function readRetention(database: Database): Promise<Retention> {
  const row = await database.setting.findUnique({ where: { key: RETENTION } });
  return { ...DEFAULT_RETENTION, ...(row?.value as Partial<Retention> | null) };
}

export async function setRetention(database: Database, { rowDays, textDays }: Retention): Promise<void> {
  const value = { rowDays, textDays };
  await database.setting.upsert({
    where: { key: RETENTION },
    create: { key: RETENTION, value },
    update: { value, updatedAt: new Date() },
  });
}
