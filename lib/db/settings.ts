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
