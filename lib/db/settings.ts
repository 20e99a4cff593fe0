import type { Database } from './client';

const STORES_API_TEXT = 'stores_api_text';

/** Whether prompts and answers of API calls are kept. Off until an admin switches it on. */
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

const RETENTION = 'retention';

/** For how many days raw rows, and texts, are kept; null: for ever. Rollups and ratings always are. */
export interface Retention {
  /** Requests and attempts; they go by whole months, so up to a month later. */
  rowDays: number | null;
  /** Stored prompts and answers of API calls, and conversations since they were last gone on with. */
  textDays: number | null;
}

/** A year and the month beside it, to compare with. Texts are somebody's own: they go when somebody says so. */
export const DEFAULT_RETENTION: Retention = { rowDays: 400, textDays: null };

export async function retentionOf(database: Database): Promise<Retention> {
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
