import type { Locator, Page } from 'playwright/test';
import { expect, ORIGIN, OWNER, query, test } from './fixtures';

const openProviders = (page: Page) => page.goto(`${ORIGIN()}/providers`);

const card = (page: Page, title: string): Locator =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, level: 2, exact: true }) });
const health = (page: Page) => card(page, 'Health');
const lab = (page: Page) => card(page, 'Chaos lab');
const timeouts = (page: Page) => card(page, 'Timeouts');
const rowOf = (page: Page, model: string) => health(page).getByRole('row').filter({ hasText: model });

/** Sends the five prompts and waits until each has ended. */
async function sendPrompts(page: Page): Promise<Locator> {
  const before = await lab(page).getByRole('list', { name: 'Test prompts' }).count();
  await lab(page).getByRole('button', { name: 'Send 5 test prompts' }).click();
  if (before > 0) await expect(lab(page).getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await expect(lab(page).getByRole('button', { name: 'Send 5 test prompts' })).toBeVisible({ timeout: 20_000 });
  return lab(page).getByRole('list', { name: 'Test prompts' });
}

/** Gives the signed-in owner another role for the duration of a test. */
async function withRole(role: string, run: () => Promise<void>): Promise<void> {
  const setRole = (to: string) => query('update users set role = $1::role where email = $2', [to, OWNER.email]);
  await setRole(role);
  try {
    await run();
  } finally {
    await setRole('owner');
  }
}

async function setFault(method: 'POST' | 'DELETE', body?: object): Promise<void> {
  await fetch(process.env.E2E_SANDBOX_CONTROL ?? '', { method, ...(body && { body: JSON.stringify(body) }) });
}

test.afterEach(() => setFault('DELETE'));

test('a model that is down: prompts fall back, its breaker opens, a probe at once closes it again', async ({
  asOwner: page,
}) => {
  test.slow();
  await openProviders(page);
  await expect(health(page).getByText('all closed')).toBeVisible();
  await expect(lab(page).getByText('No active faults')).toBeVisible();

  await lab(page).getByRole('combobox', { name: 'Model', exact: true }).selectOption('tern-small');
  await lab(page).getByRole('combobox', { name: 'Fault' }).selectOption('Outage');
  await lab(page).getByRole('button', { name: 'Inject fault' }).click();
  await expect(lab(page).getByRole('list', { name: 'Active faults' })).toContainText('Outage, every call');
  await expect(lab(page).getByText('1 active fault')).toBeVisible();

  const prompts = await sendPrompts(page);
  await expect(prompts.getByRole('listitem')).toHaveCount(5);
  for (const prompt of await prompts.getByRole('listitem').all()) await expect(prompt).toContainText('overloaded');
  await expect(prompts.getByText('breaker opened')).toHaveCount(1);
  const status = lab(page).getByRole('region', { name: 'Send test prompts' }).getByRole('status');
  await expect(status).toHaveText('5 of 5 answered · 10 calls · 5 fell back · breaker opened: tern-small.');

  await expect(rowOf(page, 'tern-small')).toContainText(/open, next try in \d+ s/);
  await expect(rowOf(page, 'tern-small')).toContainText('sandbox is overloaded (503). Until');
  await expect(rowOf(page, 'tern-small').getByRole('cell', { name: /^5 · \d/ })).toBeVisible();
  const shown = await rowOf(page, 'tern-small').textContent();
  await expect(rowOf(page, 'tern-small')).not.toHaveText(shown ?? '', { timeout: 5_000 });

  const failure = card(page, 'Recent failures').getByRole('row').filter({ hasText: 'tern-small' }).first();
  await expect(failure).toContainText('overloaded');
  await failure.getByRole('link').click();
  await page.waitForURL('**/requests/req_*');
  await expect(page.getByText('fell back')).toBeVisible();
  await page.goBack();

  await lab(page).getByRole('button', { name: 'Stop the fault on tern-small' }).click();
  await expect(lab(page).getByText('No active faults')).toBeVisible();
  await rowOf(page, 'tern-small')
    .getByRole('button', { name: /^Try sandbox\/tern-small now/ })
    .click();
  await expect(rowOf(page, 'tern-small')).toContainText('half-open, the next call is a probe');

  const healed = await sendPrompts(page);
  await expect(healed.getByRole('listitem').first()).toContainText('breaker closed');
  await expect(status).toHaveText('5 of 5 answered · 5 calls.');
  await expect(health(page).getByText('all closed')).toBeVisible();
});

test('changes in another session appear without a reload, and all faults can be ended together', async ({
  asOwner: page,
}) => {
  await openProviders(page);
  await expect(lab(page).getByText('No active faults')).toBeVisible();
  await setFault('POST', { model: 'wren-small', fault: 'slow', probability: 0.5, delayMs: 2_500 });
  await setFault('POST', { model: 'kite-reason', fault: 'empty' });
  const faults = lab(page).getByRole('list', { name: 'Active faults' });
  await expect(faults).toContainText(/50\s% of calls, until the first token: 2.5 s/);
  await expect(lab(page).getByText('2 active faults')).toBeVisible();
  await lab(page).getByRole('button', { name: 'Stop all' }).click();
  await expect(lab(page).getByText('No active faults')).toBeVisible();
});

test('a fault takes its own numbers and refuses those that make no sense', async ({ asOwner: page }) => {
  await openProviders(page);
  await lab(page).getByRole('combobox', { name: 'Fault' }).selectOption('Slow');
  await lab(page).getByLabel('Share of calls').fill('101');
  await expect(lab(page).getByText('Between 0 and 100 %.')).toBeVisible();
  await expect(lab(page).getByRole('button', { name: 'Inject fault' })).toBeDisabled();
  await lab(page).getByLabel('Share of calls').fill('25');
  await lab(page).getByLabel('Until the first token').fill('1,5');
  await lab(page).getByRole('button', { name: 'Inject fault' }).click();
  await expect(lab(page).getByRole('list', { name: 'Active faults' })).toContainText(
    /Slow, 25\s% of calls, until the first token: 1.5 s/,
  );
  await lab(page).getByRole('button', { name: 'Stop all' }).click();
  await expect(lab(page).getByText('No active faults')).toBeVisible();
});

test('timeouts are saved for all providers and for one, reverted, and reset', async ({ asOwner: page }) => {
  await openProviders(page);
  const field = (name: string) => timeouts(page).getByRole('textbox', { name, exact: true });
  await expect(field('First token')).toHaveAttribute('placeholder', '60');
  await field('First token').fill('20');
  await timeouts(page).getByRole('combobox', { name: 'For' }).selectOption('sandbox');
  await expect(field('First token')).toHaveAttribute('placeholder', '20');
  await expect(field('Total')).toHaveCount(0);
  await field('Idle').fill('0');
  await expect(timeouts(page).getByText('Between 0.5 and 600 seconds.')).toBeVisible();
  await expect(timeouts(page).getByRole('button', { name: 'Save timeouts' })).toBeDisabled();
  await field('Idle').fill('7.5');
  await expect(timeouts(page)).toContainText('first token default → 20 s, sandbox idle default → 7.5 s');
  await timeouts(page).getByRole('button', { name: 'Save timeouts' }).click();
  await expect(timeouts(page).getByText('Saved.')).toBeVisible();

  await page.reload();
  await expect(field('First token')).toHaveValue('20');
  await expect(timeouts(page).getByRole('list', { name: 'Providers with custom timeouts' })).toContainText(
    'idle 7.5 s',
  );
  await timeouts(page).getByRole('button', { name: 'Reset to defaults' }).click();
  await timeouts(page).getByRole('button', { name: 'Save timeouts' }).click();
  await expect(field('First token')).toHaveValue('');
  await timeouts(page).getByRole('button', { name: 'Undo' }).click();
  await expect(timeouts(page).getByText('Change undone.')).toBeVisible();
  await expect(field('First token')).toHaveValue('20');
  await timeouts(page).getByRole('button', { name: 'Reset to defaults' }).click();
  await timeouts(page).getByRole('button', { name: 'Save timeouts' }).click();
  await expect(timeouts(page).getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(field('First token')).toHaveValue('');
});

test('looks back an hour or a day by the URL', async ({ asOwner: page }) => {
  await openProviders(page);
  const picker = health(page).getByRole('navigation', { name: 'Calls of the last' });
  await expect(picker.getByRole('link', { name: '1 hour' })).toHaveAttribute('aria-current', 'true');
  await picker.getByRole('link', { name: '24 hours' }).click();
  await expect(page).toHaveURL(/window=24h/);
  await expect(health(page)).toContainText(/calls since \w+ \d+ \w+, \d\d:00 UTC/);
  await page.goBack();
  await expect(picker.getByRole('link', { name: '1 hour' })).toHaveAttribute('aria-current', 'true');
});

test('a member sees the active faults and cannot change them', async ({ signedIn: page }) => {
  await setFault('POST', { model: 'wren-small', fault: 'outage' });
  await withRole('member', async () => {
    await openProviders(page);
    await expect(lab(page).getByRole('list', { name: 'Active faults' })).toContainText('wren-small');
    await expect(lab(page).getByText('Only an owner or an admin can inject faults')).toBeVisible();
    await expect(lab(page).getByRole('button')).toHaveCount(0);
    await expect(timeouts(page).getByRole('textbox', { name: 'First token' })).toBeDisabled();
    await expect(timeouts(page).getByRole('button')).toHaveCount(0);
    const answer = await page.request.post(`${ORIGIN()}/api/providers/test-prompts`, { data: { kind: 'simple' } });
    expect(answer.status()).toBe(403);
  });
});

test('strangers learn no states', async ({ page }) => {
  expect((await page.request.get(`${ORIGIN()}/api/providers/states`)).status()).toBe(401);
});

test('is usable by keyboard alone', async ({ asOwner: page }) => {
  await openProviders(page);
  const sandbox = health(page).getByRole('button', { name: /^sandbox/ });
  await expect(sandbox).toHaveAttribute('aria-expanded', 'true');
  await sandbox.focus();
  await page.keyboard.press('Enter');
  await expect(sandbox).toHaveAttribute('aria-expanded', 'false');
  await expect(rowOf(page, 'tern-small')).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(rowOf(page, 'tern-small')).toBeVisible();

  await lab(page).getByRole('combobox', { name: 'Model', exact: true }).focus();
  await page.keyboard.type('heron');
  await page.keyboard.press('Tab');
  await expect(lab(page).getByRole('combobox', { name: 'Fault' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(lab(page).getByLabel('Share of calls')).toBeFocused();
  await page.keyboard.press('Enter');
  const faults = lab(page).getByRole('list', { name: 'Active faults' });
  await expect(faults).toContainText('heron-large');
  await lab(page).getByRole('button', { name: 'Stop the fault on heron-large' }).focus();
  await page.keyboard.press('Enter');
  await expect(lab(page).getByText('No active faults')).toBeVisible();
});

test('fits a phone, with touch-sized targets', async ({ browser, signedIn }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    storageState: await signedIn.context().storageState(),
  });
  const page = await context.newPage();
  await openProviders(page);
  await expect(health(page).getByRole('button', { name: /^sandbox/ })).toBeVisible();
  await expect(health(page).getByRole('listitem').filter({ hasText: 'tern-small' }).first()).toBeVisible();
  await expect(lab(page).getByRole('button', { name: 'Send 5 test prompts' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  for (const control of [
    lab(page).getByRole('combobox', { name: 'Model', exact: true }),
    timeouts(page).getByRole('combobox', { name: 'For' }),
  ])
    expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await context.close();
});
