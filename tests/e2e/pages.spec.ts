import OpenAI from 'openai';
import { ask, chooseModel, expect, lastAnswer, ORIGIN, query, signIn, test } from './fixtures';

/** Two questions in the playground: one of code, answered, and one whose answer is stopped. */
test.beforeAll(async ({ browser, session }) => {
  const context = await browser.newContext();
  await context.addCookies(session);
  const page = await context.newPage();
  await page.goto(`${ORIGIN()}/playground`);
  await ask(page, 'Write a Python function that groups items by key.');
  await expect(lastAnswer(page)).toContainText('Sandbox answer, made up by finch-code', { timeout: 20_000 });
  await page.goto(`${ORIGIN()}/playground`);
  await chooseModel(page, /osprey-reason/);
  await ask(page, 'Write a long poem about a lighthouse keeper and the sea.');
  await expect(lastAnswer(page)).toContainText('There was a morning', { timeout: 15_000 });
  await page.keyboard.press('Escape');
  await expect.poll(() => query("select 1 from requests where status = 'cancelled'")).toHaveLength(1);
  await context.close();
});

test('a key made on the page serves the official client; its call shows up; revoked, it stops', async ({
  asOwner: page,
}) => {
  await page.goto(`${ORIGIN()}/settings`);
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('Name').fill('zendesk-bot');
  await page.getByRole('button', { name: 'Create key' }).click();
  const secret = (await page.getByTestId('new-key').textContent()) ?? '';
  expect(secret).toMatch(/^a3m_/);

  const client = new OpenAI({ apiKey: secret, baseURL: `${ORIGIN()}/v1`, maxRetries: 0 });
  const answer = await client.chat.completions.create({
    model: 'auto',
    messages: [{ role: 'user', content: 'What is 6 * 7?' }],
  });
  expect(answer.choices[0]?.message.content).toContain('42');

  await page.reload();
  await expect(page.getByTestId('new-key')).toHaveCount(0);
  await expect(page.getByText(/last used/)).toBeVisible();
  await page.goto(`${ORIGIN()}/requests`);
  await expect(page.getByRole('row').filter({ hasText: 'zendesk-bot' })).toContainText(
    answer.model.split('/').at(-1) ?? '',
  );

  await page.goto(`${ORIGIN()}/settings`);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('button', { name: 'Revoke permanently' }).click();
  await expect(page.getByText(/revoked/)).toBeVisible();
  await expect(client.models.list())
    .resolves.toBeTruthy()
    .catch(() => undefined);
  await expect(
    client.chat.completions.create({ model: 'auto', messages: [{ role: 'user', content: 'hi' }] }),
  ).rejects.toMatchObject({ status: 401 });
});

test('the page of a request shows its decision, its attempts and each line of its cost', async ({ asOwner: page }) => {
  await page.goto(`${ORIGIN()}/requests?category=code`);
  await page.getByRole('row').filter({ hasText: 'finch-code' }).last().getByRole('link').click();
  await page.waitForURL('**/requests/req_*');
  await expect(page.getByRole('heading', { name: 'Attempts' })).toBeVisible();
  await expect(page.getByText('200 succeeded')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Output/ })).toContainText('$0.90');
  await expect(page.getByText('price sandbox/finch-code@listed')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Why this model' })).toContainText('finch-code');
  await page.getByRole('link', { name: 'Open in playground' }).click();
  await expect(page).toHaveURL(/\/playground\/conv_/);
});

test('filters live in the URL and survive reload and back', async ({ asOwner: page }) => {
  await page.goto(`${ORIGIN()}/requests`);
  await page.getByText('+ status').click();
  await page.getByRole('link', { name: 'cancelled' }).click();
  await expect(page).toHaveURL(/status=cancelled/);
  await page.reload();
  const [cancelled] = await query<{ n: number }>(`select count(*)::int as n from requests where status = 'cancelled'`);
  await expect(page.getByRole('row')).toHaveCount(1 + (cancelled?.n ?? 0));
  await page.getByRole('link', { name: 'Remove filter: status is cancelled' }).click();
  await expect(page).toHaveURL(/\/requests$/);
  await page.goBack();
  await expect(page).toHaveURL(/status=cancelled/);
});

test('a chart is also a table, with the same total as the tile', async ({ asOwner: page }) => {
  await page.goto(`${ORIGIN()}/overview?range=7d`);
  const spend = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Spend', exact: true }) });
  await expect(spend.getByRole('button', { name: /sandbox/ })).toBeVisible();
  await spend.getByRole('button', { name: 'Show as a table' }).click();
  const total = await spend.getByRole('row').last().getByRole('cell').last().textContent();
  const tile = page
    .locator('section')
    .filter({ hasText: /^Spend\$/ })
    .locator('p')
    .first();
  await expect(tile).toHaveText(total ?? '');
});

test('providers show how to connect them, models show their abilities and prices', async ({ asOwner: page }) => {
  await page.goto(`${ORIGIN()}/providers`);
  await expect(page.getByText('OPENAI_API_KEY')).toBeVisible();
  const models = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Models' }) });
  await expect(models.getByRole('row').filter({ hasText: 'osprey-reason' })).toContainText('$20.00');
});

test('the theme follows the system, can be chosen, and survives a reload without a flash', async ({
  signedIn: page,
}) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await background()).toBe('rgb(12, 13, 15)');
  await page.getByRole('button', { name: /^Theme: system/ }).click();
  expect(await background()).toBe('rgb(250, 250, 251)');
  const html = await (await page.request.get(page.url())).text();
  expect(html).toContain('data-theme="light"');
  await page.reload();
  expect(await background()).toBe('rgb(250, 250, 251)');
  await page.getByRole('button', { name: /^Theme: light/ }).click();
  await page.getByRole('button', { name: /^Theme: dark/ }).click();
});

test('works on a phone: menu sheet, no sideways scroll, targets of 44 px', async ({ asOwner: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/playground', '/overview', '/requests', '/providers', '/teams', '/settings']) {
    await page.goto(`${ORIGIN()}${path}`);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
  }
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Overview' }).click();
  await expect(page).toHaveURL(/\/overview/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('is usable by keyboard alone', async ({ asOwner: page }) => {
  await page.goto(`${ORIGIN()}/overview`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Search or jump to' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Playground' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/playground/conv_*');
  await expect(page.getByLabel('Your message')).toBeFocused();
  await page.keyboard.type('What is 3 * 3?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Answer' })).toContainText('9');
});

test('signing out closes the pages', async ({ page }) => {
  await page.goto(`${ORIGIN()}/login`);
  await signIn(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/login');
  await page.goto(`${ORIGIN()}/overview`);
  await expect(page).toHaveURL(/\/login$/);
});
