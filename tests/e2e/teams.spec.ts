import type { Page } from 'playwright/test';
import { ask, expect, lastAnswer, ORIGIN, test } from './fixtures';

// Made by the first test and used by those after it.
test.describe.configure({ mode: 'serial' });

const TEAM = 'Atlas';
const NEWCOMER = { name: 'Grace Newcomer', email: 'grace@example.com', password: 'a horse of another colour' };

const openTeams = (page: Page) => page.goto(`${ORIGIN()}/teams`);
const budgetForm = (page: Page) => page.getByRole('form', { name: 'Budget' });

async function switchTo(page: Page, team: string): Promise<void> {
  await page.getByRole('button', { name: /^Team:/ }).click();
  await page.getByRole('menuitemradio', { name: team }).click();
  await expect(page.getByRole('button', { name: `Team: ${team}` })).toBeVisible();
}

/** The page of the team, for a user who acts for it. */
async function openTeam(page: Page): Promise<void> {
  await openTeams(page);
  await switchTo(page, TEAM);
  await openTeams(page);
  await expect(page.getByRole('link', { name: new RegExp(TEAM) })).toHaveAttribute('aria-current', 'true');
}

async function askHeron(page: Page): Promise<void> {
  await page.goto(`${ORIGIN()}/playground`);
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('menuitemradio', { name: /heron-large/ }).click();
  await ask(page, 'Write a long poem about a lighthouse keeper and the sea.');
}

test('the settings link here; a team is created, and the switcher selects it', async ({ asOwner: page }) => {
  await page.goto(`${ORIGIN()}/settings`);
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Teams' }).click();
  await page.waitForURL('**/teams');
  await page.getByRole('button', { name: 'New team' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(TEAM);
  await dialog.getByLabel('Zone').fill('Nowhere/Land');
  await dialog.getByRole('button', { name: 'Create team' }).click();
  await expect(dialog).toContainText('There is no time zone "Nowhere/Land".');
  await dialog.getByLabel('Zone').fill('Europe/Berlin');
  await dialog.getByRole('button', { name: 'Create team' }).click();
  await expect(page).toHaveURL(/team=team_/);
  await expect(page.getByText('No budget yet')).toBeVisible();
  await openTeam(page);
  await expect(page.getByText('uses the time zone Europe/Berlin')).toBeVisible();
});

test('a budget shows what is spent, reaches its steps, and refuses at its limit with a message', async ({
  asOwner: page,
}) => {
  await openTeam(page);
  await page.getByRole('button', { name: 'New budget' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Limit').fill('5 cents');
  await dialog.getByRole('button', { name: 'Create budget' }).click();
  await expect(dialog).toContainText('Enter dollars such as 270, 270.00 or 1,400');
  await dialog.getByLabel('Limit').fill('0.05');
  await dialog.getByRole('button', { name: 'Create budget' }).click();
  await expect(dialog).toBeHidden();
  await expect(budgetForm(page).getByLabel('Limit')).toHaveValue('0.05');
  await expect(page.getByRole('img', { name: /^0\.0.% of the limit spent/ })).toBeVisible();

  // A ladder that falls is refused; one that rises is saved.
  await page.getByLabel('Step 1, percent').fill('90');
  await page.getByRole('button', { name: 'Save budget' }).click();
  await expect(page.getByText('Steps must increase: 85 % cannot come after 90 %.')).toBeVisible();
  await page.getByLabel('Step 1, percent').fill('1');
  await page.getByLabel('Step 1, action').selectOption('cheapest');
  await expect(page.getByText('2 changes')).toBeVisible();
  await page.getByRole('button', { name: 'Save budget' }).click();
  await expect(page.getByRole('button', { name: 'Save budget' })).toHaveCount(0);

  await askHeron(page);
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  await openTeam(page);
  await expect(page.getByText(/The 1.% step has been active since/)).toBeVisible();
  await expect(page.getByText('Requests go to the cheapest eligible model.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Alerts' })).toContainText('Prefer the cheapest eligible');

  await budgetForm(page).getByLabel('Limit').fill('0.001');
  await page.getByRole('button', { name: 'Save budget' }).click();
  await expect(page.getByText(/Requests are refused with 402 budget_exceeded until/)).toBeVisible();
  // On a page of its own: a browser writes every 402 into its console.
  const other = await page.context().newPage();
  await askHeron(other);
  await expect(other.getByText(/The monthly budget of team Atlas has no room for this request/)).toBeVisible();
  await other.close();
});

test('a budget is deleted and restored, also by keyboard', async ({ asOwner: page }) => {
  await openTeam(page);
  await page.getByRole('button', { name: 'Delete budget' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The monthly budget of Atlas was deleted.')).toBeVisible();
  await expect(page.getByText('No budget yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect(budgetForm(page).getByLabel('Limit')).toHaveValue('0.001');
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);

  // Enter in a field saves; zero says what it does.
  await budgetForm(page).getByLabel('Limit').focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('0');
  await expect(page.getByText('Zero refuses every request')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('1,400');
  await page.keyboard.press('Enter');
  await expect(budgetForm(page).getByLabel('Limit')).toHaveValue('1400.00');
});

test('the proof counts what held', async ({ asOwner: page }) => {
  await openTeam(page);
  for (const name of ['Run test', 'Run again']) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByText('The limit held.')).toBeVisible({ timeout: 25_000 });
    await expect(page.getByText('10 answered')).toBeVisible();
    await expect(page.getByText('40 refused with 402')).toBeVisible();
    await expect(page.getByText(/^10 requests, \$0\.0000/)).toBeVisible();
  }
  await page.reload();
  await expect(page.getByText('No keys yet')).toBeVisible();
});

test('a newcomer follows an invitation, sees the team and may change nothing', async ({ asOwner: page, browser }) => {
  await openTeam(page);
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(NEWCOMER.email);
  await dialog.getByLabel('Role').selectOption('viewer');
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = (await dialog.getByTestId('invitation').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row', { name: /grace@example.com/ })).toContainText('invited');

  const context = await browser.newContext();
  const guest = await context.newPage();
  await guest.goto(link);
  await guest.getByLabel('Name').fill(NEWCOMER.name);
  await guest.getByLabel('Password').fill(NEWCOMER.password);
  await guest.getByRole('button', { name: 'Create account and join' }).click();
  await guest.waitForURL('**/playground/conv_*');
  await openTeams(guest);
  await expect(guest.getByRole('row', { name: /Grace Newcomer/ })).toContainText('viewer');
  await expect(guest.getByRole('link', { name: /Workspace/ })).toHaveCount(0);
  for (const name of ['New team', 'New budget', 'Invite', 'New key', 'Delete budget'])
    await expect(guest.getByRole('button', { name })).toHaveCount(0);
  await expect(guest.getByRole('button', { name: 'Run test' })).toBeDisabled();
  await guest.goto(link);
  await expect(guest.getByText('It was used, withdrawn or has expired.')).toBeVisible();
  await context.close();

  await page.reload();
  const role = page.getByLabel('Role of Grace Newcomer');
  await role.selectOption('admin');
  await expect(role).toHaveValue('admin');
  await expect(role).toBeEnabled();
  await page.reload();
  await expect(role).toHaveValue('admin');
  await page.getByLabel('Role of Ada Owner').selectOption('viewer');
  await expect(page.getByText('A team needs at least one owner.')).toBeVisible();
});

test('a key is made for the team and revoked', async ({ asOwner: page }) => {
  await openTeam(page);
  await page.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('mail-digest');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByTestId('new-key')).toHaveText(/^a3m_/);
  await dialog.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('row', { name: /mail-digest/ });
  await row.getByRole('button', { name: 'Revoke mail-digest' }).click();
  await row.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(row).toContainText('revoked');
});

test('fits a phone', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openTeams(page);
  await expect(page.getByRole('button', { name: 'Run test' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('the costs page groups costs by team', async ({ signedIn: page }) => {
  await page.goto(`${ORIGIN()}/costs`);
  await page.getByRole('navigation', { name: 'Group by' }).getByRole('link', { name: 'Team' }).click();
  await expect(page).toHaveURL(/by=team/);
  await expect(page.getByRole('heading', { name: 'By team', exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: /Atlas/ })).toBeVisible();
  await expect(page.getByText(/^\d+ teams · /)).toBeVisible();
});
