import type { Page } from 'playwright/test';
import { ask, expect, lastAnswer, query, test } from './fixtures';

const control = () => process.env.E2E_SANDBOX_CONTROL ?? '';
const fault = async (model: string, name: string, parameters: object = {}) => {
  const body = JSON.stringify({ model, fault: name, ...parameters });
  expect((await fetch(control(), { method: 'POST', body })).status).toBe(200);
};
test.afterEach(() => fetch(control(), { method: 'DELETE' }));

const toggle = (page: Page) => page.getByRole('button', { name: 'Ask three' });
const each = (page: Page) => lastAnswer(page).getByRole('list', { name: 'Answers by model' }).getByRole('listitem');

test('asks three, says how many agree, and shows the answer and the cost of each', async ({ signedIn: page }) => {
  await toggle(page).click();
  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'true');
  await ask(page, 'What is 17 * 23?');
  await expect(lastAnswer(page)).toContainText('All 3 agree');
  await expect(lastAnswer(page)).toContainText('short answers, exact match');
  await expect(lastAnswer(page)).toContainText('391');
  await expect(each(page)).toHaveCount(0);
  await lastAnswer(page).getByRole('button', { name: 'Show all answers' }).click();
  await expect(each(page)).toHaveCount(3);
  await expect(each(page).filter({ hasText: 'shown as the answer' })).toHaveCount(1);
  await expect(each(page).filter({ hasText: 'agrees' })).toHaveCount(2);
  for (const one of await each(page).all()) await expect(one).toContainText(/391.*|\$0\.\d+/s);
  const rows = await query<{ status: string; calls: number; rows: number }>(
    `select status, attempt_count as calls, (select count(*)::int from attempts where request_id = requests.id) as rows
      from requests order by created_at desc limit 1`,
  );
  expect(rows).toEqual([{ status: 'succeeded', calls: 3, rows: 3 }]);
});

test('keeps the three answers and the setting to ask three over a reload', async ({ signedIn: page }) => {
  await toggle(page).click();
  await ask(page, 'What is 6 * 7?');
  await expect(lastAnswer(page)).toContainText('All 3 agree');
  await page.reload();
  await expect(lastAnswer(page)).toContainText('All 3 agree');
  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'true');
  await lastAnswer(page).getByRole('button', { name: 'Show all answers' }).click();
  await expect(each(page)).toHaveCount(3);
  await toggle(page).click();
  await ask(page, 'What is 6 * 8?');
  await expect(lastAnswer(page)).toContainText('48');
  await expect(lastAnswer(page)).not.toContainText('agree');
});

test('shows which models have answered while one is slow, and Stop ends all of them', async ({ signedIn: page }) => {
  for (const model of ['heron-large', 'osprey-reason', 'kite-reason', 'finch-code', 'wren-small'])
    await fault(model, 'slow', { delayMs: 30_000 });
  await toggle(page).click();
  await ask(page, 'What is 9 * 9?');
  await expect(lastAnswer(page).getByRole('region', { name: 'Models asked' })).toContainText(
    '1 of 3 models have answered',
  );
  await page.keyboard.press('Escape');
  await expect(lastAnswer(page)).toContainText('Stopped before the first token.');
  const [row] = await query(
    `select status, (select array_agg(outcome::text order by outcome::text) from attempts where request_id = requests.id)
      as outcomes from requests order by created_at desc limit 1`,
  );
  expect(row).toEqual({ status: 'cancelled', outcomes: ['cancelled', 'cancelled', 'succeeded'] });
});

test('asks another one in place of a model that fails, and says so', async ({ signedIn: page }) => {
  await fault('tern-small', 'cut', { afterPieces: 1 });
  await toggle(page).click();
  await ask(page, 'What is 8 * 8?');
  await expect(lastAnswer(page)).toContainText('All 3 agree');
  await lastAnswer(page).getByRole('button', { name: 'Show all answers' }).click();
  await expect(each(page)).toHaveCount(4);
  await expect(each(page).filter({ hasText: 'tern-small' })).toContainText('failed');
});

test('shows how similar prose answers are, on a phone and by keyboard', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await toggle(page).focus();
  await page.keyboard.press('Space');
  await ask(page, 'Write a long poem about a lighthouse keeper and the sea.');
  await expect(lastAnswer(page)).toContainText('prose, compared by shared words', { timeout: 30_000 });
  const show = lastAnswer(page).getByRole('button', { name: 'Show all answers' });
  await show.focus();
  await page.keyboard.press('Enter');
  await expect(each(page)).toHaveCount(3);
  await expect(each(page).filter({ hasText: /% similar/ })).toHaveCount(2);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
