import type { Page } from 'playwright/test';
import { ask, expect, lastAnswer, ORIGIN, test } from './fixtures';

const SMALL = 'sandbox/tern-small';

const openPrices = (page: Page, query = '') => page.goto(`${ORIGIN()}/settings/prices${query}`);
/** The lines of one model in the table. */
const linesOf = (page: Page, model: string) => page.getByRole('rowgroup', { name: model });

test('prices show every class with its source and age, and are found from the settings', async ({ asOwner: page }) => {
  await page.goto(`${ORIGIN()}/settings`);
  await page.getByRole('link', { name: 'Prices' }).click();
  await expect(page).toHaveURL(/\/settings\/prices$/);
  const heron = linesOf(page, 'sandbox/heron-large');
  await expect(heron).toContainText('2.00');
  await expect(heron).toContainText('0.20');
  await expect(heron).toContainText('2.50');
  await expect(heron).toContainText('10.00');
  await expect(heron).toContainText('made up');
  await expect(page.getByText('all priced')).toBeVisible();
});

test('the full catalogue shows tiers, hours of the week and scheduled prices; filters live in the URL', async ({
  asOwner: page,
}) => {
  await openPrices(page);
  await page.getByRole('link', { name: 'whole catalogue' }).click();
  await expect(page).toHaveURL(/of=all/);
  const sol = linesOf(page, 'openai/gpt-6.1-sol');
  await expect(sol).toContainText('up to 272k input');
  await expect(sol).toContainText('above 272k');
  await expect(linesOf(page, 'deepseek/deepseek-v4-pro')).toContainText('Mon – Fri 09 – 12, 14 – 18, Shanghai');
  await expect(linesOf(page, 'anthropic/claude-haiku-4-5')).toContainText('1.25 / 2.00');

  await page.getByRole('link', { name: 'scheduled' }).click();
  await expect(page).toHaveURL(/show=scheduled/);
  await expect(linesOf(page, 'google/gemini-3.8-flash')).toContainText('from 1 Jan 2027');
  await expect(linesOf(page, 'openai/gpt-6.1-sol')).toHaveCount(0);

  await page.getByRole('link', { name: 'retired', exact: true }).click();
  await expect(page).toHaveURL(/show=retired/);
  await page.keyboard.press('/');
  await page.keyboard.type('cerebras/llama');
  await expect(page).toHaveURL(/q=cerebras/);
  await expect(page.getByRole('rowgroup', { name: /\// })).toHaveCount(1);
  await page.reload();
  await expect(linesOf(page, 'cerebras/llama-3.3-70b')).toContainText('retired 16 Feb 2026');
  await expect(page.getByLabel('Search models')).toHaveValue('cerebras/llama');
});

test('an admin sets a price: the next answer costs it, its row names it, and it ends and comes back', async ({
  asOwner: page,
}) => {
  await openPrices(page);
  await page.getByRole('button', { name: `Set price of ${SMALL}` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Input', { exact: true })).toHaveValue('0.05');
  await dialog.getByLabel('Input', { exact: true }).fill('7');
  await dialog.getByLabel('Output', { exact: true }).fill('9.5');
  await dialog.getByLabel('Note').fill('Contract of November');
  await dialog.getByRole('button', { name: 'Save price' }).click();
  await expect(dialog).toBeHidden();
  const lines = linesOf(page, SMALL);
  await expect(lines).toContainText('override');
  await expect(lines).toContainText('9.50');
  await expect(lines).toContainText('list price');
  await expect(lines).toContainText('Ada Owner');
  await expect(page.getByText('Contract of November')).toBeVisible();

  await page.goto(`${ORIGIN()}/playground`);
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('menuitemradio', { name: /tern-small/ }).click();
  await ask(page, 'What is 12 * 7?');
  await expect(lastAnswer(page)).toContainText('84');
  await page.goto(`${ORIGIN()}/requests`);
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.waitForURL('**/requests/req_*');
  await expect(page.getByRole('row', { name: /^Output/ })).toContainText('$9.50');
  await expect(page.getByText(/price sandbox\/tern-small@\d{4}-\d{2}-\d{2}T\d{2}#prc_/)).toBeVisible();

  await openPrices(page, '?show=overridden');
  await expect(lines).toContainText('override');
  await page.getByRole('button', { name: `End the price of ${SMALL}` }).click();
  await expect(page.getByText(/ended by Ada Owner/)).toBeVisible();
  await expect(lines).toHaveCount(0);
  await page.getByRole('button', { name: `Restore the price of ${SMALL}` }).click();
  await expect(lines).toContainText('override');
  await page.getByRole('button', { name: `End the price of ${SMALL}` }).click();
  await expect(lines).toHaveCount(0);
});

test('a scheduled price waits for its hour, and an invalid price is refused with a message', async ({
  asOwner: page,
}) => {
  await openPrices(page);
  await page.getByRole('button', { name: 'Add price' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Model' }).selectOption('sandbox/finch-code');
  await dialog.getByLabel('Input', { exact: true }).fill('0');
  await dialog.getByLabel('Output', { exact: true }).fill('0');
  await dialog.getByLabel('Per hour').fill('0.6');
  await dialog.getByLabel('Note').fill('One card, power and lease');
  await dialog.getByLabel('From, UTC').fill('2024-01-01T00:00');
  await dialog.getByRole('button', { name: 'Save price' }).click();
  await expect(dialog.getByText('Prices cannot change in the past.')).toBeVisible();
  await dialog.getByLabel('From, UTC').fill('2099-01-01T13:00');
  await dialog.getByRole('button', { name: 'Save price' }).click();
  await expect(dialog).toBeHidden();
  const lines = linesOf(page, 'sandbox/finch-code');
  await expect(lines).toContainText('from 1 Jan 2099, 13:00');
  await expect(lines).toContainText('$0.60 per hour');
  await expect(page.getByText('scheduled', { exact: true }).last()).toBeVisible();
  await page.getByRole('button', { name: 'End the price of sandbox/finch-code' }).click();
  await expect(lines).not.toContainText('2099');
});

test('fits a phone', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPrices(page, '?of=all');
  const row = page.getByRole('listitem').filter({ hasText: 'gpt-6.1-sol' }).first();
  await expect(row).toContainText('$2.00 / $10.00');
  await expect(row).toContainText('above 272k');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
