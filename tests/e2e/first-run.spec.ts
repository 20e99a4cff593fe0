import { ask, createOwner, expect, lastAnswer, ORIGIN, OWNER, query, test } from './fixtures';

test.use({ hasOwner: false });
// The steps of one first run: each needs the one before it.
test.describe.configure({ mode: 'serial' });

const SETUP_LINK = () => process.env.E2E_SETUP_LINK ?? '';

test('keeps every page closed until there is an owner', async ({ page }) => {
  for (const path of ['/', '/playground', '/overview', '/requests', '/providers', '/teams', '/settings', '/login']) {
    await page.goto(`${ORIGIN()}${path}`);
    await expect(page).toHaveURL(/\/setup$/);
  }
  await expect(page.getByText('Setup is protected by the one-time link')).toBeVisible();
});

test('answers strangers at the page’s own API with a 401', async ({ request }) => {
  const response = await request.post(`${ORIGIN()}/api/chat`, {
    data: { messages: [{ role: 'user', content: 'hi' }] },
  });
  expect(response.status()).toBe(401);
  expect((await response.json()).error.code).toBe('invalid_api_key');
});

test('has its icon where browsers look for one that no page named', async ({ request }) => {
  const response = await request.get(`${ORIGIN()}/favicon.ico`);
  expect(response.headers()['content-type']).toBe('image/svg+xml');
  expect(await response.text()).toContain('<title>A3M Router</title>');
});

test('shows which field is invalid, and keeps the entered values', async ({ page }) => {
  await page.goto(SETUP_LINK());
  await page.getByLabel('Name').fill(OWNER.name);
  await page.getByLabel('E-mail').fill('ada@nowhere');
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Create owner' }).click();
  await expect(page.getByText('Enter a valid e-mail address.')).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue(OWNER.name);
});

test('first run → owner → question → streamed answer with its decision → thumbs → reload → all still there', async ({
  page,
}) => {
  await createOwner(page);

  await ask(page, 'Write a TypeScript function that debounces another one.');
  const answer = lastAnswer(page);
  await expect(answer.getByText('finch-code').first()).toBeVisible();
  await expect(answer).toContainText('export function debounce');
  await expect(answer).toContainText('Sandbox answer');
  await expect(answer).toContainText(/first token 0\.\d\d s/);
  await expect(answer).toContainText(/\d+ tokens/);
  await expect(answer).toContainText(/\$0\.\d+, made up/);

  await answer.getByRole('button', { name: 'why?' }).click();
  const card = answer.getByRole('region', { name: 'Why this model' });
  await expect(card.getByRole('row')).toHaveCount(7);
  await expect(card).toContainText('code');
  await expect(card).toContainText('What would have changed the choice.');

  await answer.getByRole('button', { name: 'Good answer' }).click();
  await expect(answer.getByRole('button', { name: 'Good answer' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/\/playground\/conv_/);
  await expect.poll(() => query('select kind::text from feedback')).toEqual([{ kind: 'rating' }]);

  await page.reload();
  await expect(lastAnswer(page)).toContainText('export function debounce');
  await expect(lastAnswer(page).getByRole('button', { name: 'Good answer' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toContainText('Write a TypeScript function');

  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(page.getByText('1 requests')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'finch-code' })).toContainText('ok');
  await expect(page.getByText('Sandbox: answers, latency and prices are simulated.')).toBeVisible();
});

test('closes the first-run page for good', async ({ page }) => {
  await page.goto(SETUP_LINK());
  await expect(page).toHaveURL(/\/login$/);
});

test('rejects a wrong password with a message', async ({ page }) => {
  await page.goto(`${ORIGIN()}/login`);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password').fill('wrong');
  // The browser itself reports the 401 on its console.
  page.removeAllListeners('console');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Incorrect e-mail or password' })).toBeVisible();
});
