import fs from 'node:fs';
import type { Browser, Page } from 'playwright/test';
import { ask, expect, lastAnswer, ORIGIN, query, test } from './fixtures';

const GUEST = { name: 'Hedy Reader', email: 'hedy@example.com', password: 'a horse of a third colour' };

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const entry = (page: Page, title: string | RegExp) => list(page).getByRole('link', { name: title });
const heading = (page: Page) => page.getByRole('region', { name: 'Conversation' }).getByRole('heading', { level: 1 });

/** Puts the focus where letters are keys. */
const leaveField = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

async function askNew(page: Page, question: string, answer: string | RegExp): Promise<void> {
  await page.goto(`${ORIGIN()}/playground`);
  await ask(page, question);
  await expect(lastAnswer(page)).toContainText(answer, { timeout: 20_000 });
  await expect(lastAnswer(page).getByRole('button', { name: 'Copy answer' })).toBeVisible();
  await expect(entry(page, new RegExp(question.slice(0, 12).replace(/[*+?]/g, '.'))).first()).toBeVisible();
}

/** The items of a chat's menu in the list. */
async function choose(page: Page, title: string, item: string): Promise<void> {
  await entry(page, title).first().hover();
  await list(page)
    .getByRole('button', { name: `More actions for ${title}` })
    .first()
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('finds chats by words of their messages, marks them, and says so when nothing is found', async ({
  signedIn: page,
}) => {
  await askNew(page, 'What is 12 * 7? Zeppelin.', '84');
  await leaveField(page);
  await page.keyboard.press('/');
  const field = page.getByLabel('Search titles and messages');
  await expect(field).toBeFocused();
  await field.fill('ZEPPELIN');
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  await expect(list(page).locator('mark').first()).toHaveText('Zeppelin');
  await field.fill('zeppelin nowhere-to-be-found');
  await expect(list(page)).toContainText('No results for “zeppelin nowhere-to-be-found”');
  await list(page).getByRole('button', { name: 'Show all chats' }).click();
  await expect(entry(page, /Zeppelin/).first()).toBeVisible();
});

test('renames in place: Enter saves, Escape does not, F2 begins', async ({ signedIn: page }) => {
  await askNew(page, 'What is 3 * 9? Alpha.', '27');
  await choose(page, 'What is 3 * 9? Alpha.', 'Rename');
  const field = list(page).getByLabel('Title', { exact: true });
  await expect(field).toBeFocused();
  await field.fill('Not this');
  await field.press('Escape');
  await expect(entry(page, /Alpha/).first()).toBeFocused();
  await page.keyboard.press('F2');
  await list(page).getByLabel('Title', { exact: true }).fill('Renamed twice');
  await page.keyboard.press('Enter');
  await expect(entry(page, /Renamed twice/)).toBeVisible();
  await expect(heading(page)).toHaveText('Renamed twice');
  await page.reload();
  await expect(heading(page)).toHaveText('Renamed twice');
  await expect(page.getByText('Not this')).toHaveCount(0);

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Renamed above');
  await page.keyboard.press('Enter');
  await expect(entry(page, /Renamed above/)).toBeVisible();
});

test('keeps a pinned chat on top, also after a reload', async ({ signedIn: page }) => {
  await askNew(page, 'What is 4 * 9? Pinned.', '36');
  await askNew(page, 'What is 5 * 9? Newer.', '45');
  await choose(page, 'What is 4 * 9? Pinned.', 'Pin');
  const pinned = list(page).getByRole('region', { name: 'Pinned' });
  await expect(pinned.getByRole('link', { name: /Pinned/ })).toBeVisible();
  await page.reload();
  await expect(list(page).getByRole('listitem').first()).toContainText('4 * 9? Pinned.');
  await choose(page, 'What is 4 * 9? Pinned.', 'Unpin');
  await expect(pinned).toHaveCount(0);
});

test('deletes the open chat into a new one, and Undo brings it back', async ({ signedIn: page }) => {
  await askNew(page, 'What is 6 * 9? Gone.', '54');
  const address = page.url();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Ask something' })).toBeVisible();
  await expect(page).not.toHaveURL(address);
  await expect(entry(page, /Gone/)).toHaveCount(0);
  const toast = page.getByRole('status').filter({ hasText: 'Deleted' });
  await expect(toast).toContainText('Deleted “What is 6 * 9? Gone.”.');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(page).toHaveURL(address);
  await expect(lastAnswer(page)).toContainText('54');
  await expect(entry(page, /Gone/).first()).toBeVisible();
});

test('loads older chats, each of them once', async ({ signedIn: page }) => {
  const [owner] = await query<{ user_id: string; team_id: string }>(
    `select user_id, team_id from conversations order by created_at desc limit 1`,
  );
  await query(
    `insert into conversations (id, team_id, user_id, title, updated_at)
     select 'conv_page' || n, $1, $2, 'Page entry ' || n, now() - interval '40 days' - n * interval '1 minute'
     from generate_series(1, 70) n`,
    [owner?.team_id, owner?.user_id],
  );
  await page.reload();
  const older = list(page).getByRole('button', { name: 'Load older' });
  while (await older.isVisible()) {
    const before = await list(page).getByRole('listitem').count();
    await older.click();
    await expect.poll(() => list(page).getByRole('listitem').count()).toBeGreaterThan(before);
  }
  await expect(entry(page, /^Page entry 70/)).toHaveCount(1);
  await expect(list(page).getByRole('link', { name: /^Page entry / })).toHaveCount(70);
  await query(`delete from conversations where id like 'conv\\_page%'`);
});

test('shows each further page of results once, even after repeated clicks', async ({ signedIn: page }) => {
  const [owner] = await query<{ user_id: string; team_id: string }>(
    `select user_id, team_id from conversations order by created_at desc limit 1`,
  );
  await query(
    `insert into conversations (id, team_id, user_id, title, updated_at)
     select 'conv_more' || n, $1, $2, 'Quagga entry ' || n, now() - interval '40 days' - n * interval '1 minute'
     from generate_series(1, 120) n`,
    [owner?.team_id, owner?.user_id],
  );
  await leaveField(page);
  await page.keyboard.press('/');
  await page.getByLabel('Search titles and messages').fill('quagga');
  await expect(list(page).getByRole('listitem')).toHaveCount(50);
  await list(page)
    .getByRole('button', { name: 'Show more' })
    .evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
  await expect(list(page).getByRole('listitem')).toHaveCount(100);
  await list(page).getByRole('button', { name: 'Show more' }).click();
  await expect(list(page).getByRole('listitem')).toHaveCount(120);
  await query(`delete from conversations where id like 'conv\\_more%'`);
});

test('exports the branch as Markdown and everything as JSON', async ({ signedIn: page }) => {
  await askNew(page, 'What is 7 * 9? Export.', '63');
  const save = async (item: string) => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    return { name: download.suggestedFilename(), text: fs.readFileSync(await download.path(), 'utf8') };
  };
  const markdown = await save('Export as Markdown');
  expect(markdown.name).toBe('a3m-what-is-7-9-export.md');
  expect(markdown.text).toContain('## Question\n\nWhat is 7 * 9? Export.');
  expect(markdown.text).toContain('63');
  expect(markdown.text).toContain('made up by the sandbox');
  const json = await save('Export as JSON');
  expect(json.name).toBe('a3m-what-is-7-9-export.json');
  const file = JSON.parse(json.text);
  expect(file.messages).toHaveLength(2);
  expect(file.messages[1].request.decision.category).toBeTruthy();
});

/** Another member of the workspace, in a separate browser. */
async function guest(page: Page, browser: Browser): Promise<Page> {
  await page.goto(`${ORIGIN()}/teams`);
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(GUEST.email);
  await dialog.getByLabel('Role').selectOption('viewer');
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = (await dialog.getByTestId('invitation').textContent()) ?? '';
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await other.getByLabel('Name').fill(GUEST.name);
  await other.getByLabel('Password').fill(GUEST.password);
  await other.getByRole('button', { name: 'Create account and join' }).click();
  await other.waitForURL('**/playground/conv_*');
  return other;
}

test('a shared chat can be read by another user up to the shared message, until it is revoked', async ({
  signedIn: page,
  browser,
}) => {
  const other = await guest(page, browser);
  await askNew(page, 'What is 8 * 9? Shared.', '72');
  const address = page.url();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this chat' });
  await expect(dialog).toContainText('Anyone signed in to this workspace can read it');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const href = await dialog.getByRole('link', { name: /^\/shared\/shr_/ }).getAttribute('href');
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await page.keyboard.press('Escape');
  await ask(page, 'And what is 9 * 9? Later.');
  await expect(lastAnswer(page)).toContainText('81', { timeout: 20_000 });

  await other.goto(`${ORIGIN()}${href}`);
  await expect(other.getByRole('heading', { name: 'What is 8 * 9? Shared.' })).toBeVisible();
  await expect(other.getByText(/^Shared by .+ on /)).toBeVisible();
  await expect(other.getByRole('article', { name: 'Answer' })).toHaveCount(1);
  await expect(other.getByRole('article', { name: 'Answer' })).toContainText('sandbox');
  await expect(other.getByText('Later.')).toHaveCount(0);
  await expect(other.getByLabel('Your message')).toHaveCount(0);
  await expect(other.getByRole('button', { name: 'Good answer' })).toHaveCount(0);
  expect((await other.goto(address))?.status()).toBe(404);

  // A signed-out user signs in first, and returns to the page.
  const strange = await (await browser.newContext()).newPage();
  await strange.goto(`${ORIGIN()}${href}`);
  await strange.waitForURL('**/login?next=*');
  await strange.getByLabel('E-mail').fill(GUEST.email);
  await strange.getByLabel('Password').fill(GUEST.password);
  await strange.getByRole('button', { name: 'Sign in' }).click();
  await expect(strange.getByRole('heading', { name: 'What is 8 * 9? Shared.' })).toBeVisible();
  await strange.context().close();

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Confirm revoke' }).click();
  await expect(dialog).toContainText('No links yet.');
  await other.goto(`${ORIGIN()}${href}`);
  await expect(other.getByText('This link is no longer available')).toBeVisible();
  await other.getByRole('link', { name: 'Open the playground' }).click();
  await other.waitForURL('**/playground/conv_*');
  await other.context().close();
});

test('every keyboard shortcut of the list works', async ({ signedIn: page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await askNew(page, 'What is 2 * 9? First.', '18');
  await askNew(page, 'What is 3 * 8? Second.', '24');
  const second = page.url();
  await leaveField(page);

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const title of ['Everywhere', 'Go to', 'Playground'])
    await expect(keys.getByRole('region', { name: title })).toBeVisible();
  await keys.getByLabel('Find a shortcut').fill('copy');
  await expect(keys.getByRole('term')).toHaveText(['Copy the last answer']);
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();

  await page.keyboard.press('ControlOrMeta+Shift+C');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('24');

  await page.keyboard.press('w');
  await expect(page.getByText('Why this model')).toBeVisible();
  await page.keyboard.press('+');
  await expect(lastAnswer(page).getByRole('button', { name: 'Good answer' })).toHaveAttribute('aria-pressed', 'true');
  // The reasons dialog is open: closing it enables the shortcuts again.
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('-');
  await expect(lastAnswer(page).getByRole('button', { name: 'Bad answer' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await leaveField(page);

  await page.keyboard.press('j');
  await expect(heading(page)).toHaveText('What is 2 * 9? First.');
  await leaveField(page);
  await page.keyboard.press('k');
  await expect(page).toHaveURL(second);
  await leaveField(page);

  await page.keyboard.press('h');
  await expect(list(page)).toBeHidden();
  await page.keyboard.press('h');
  await expect(list(page)).toBeVisible();

  const parameters = page.getByRole('complementary', { name: 'Parameters' });
  await expect(parameters).toBeVisible();
  await page.keyboard.press('p');
  await expect(parameters).toBeHidden();
  await page.keyboard.press('p');
  await expect(parameters).toBeVisible();

  await page.keyboard.press('r');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await leaveField(page);
  await page.keyboard.press('e');
  await expect(page.getByLabel('Your question')).toBeFocused();
  await page.keyboard.press('Escape');
  await leaveField(page);

  await page.keyboard.press('F2');
  await expect(page.getByLabel('Title', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');

  await page.keyboard.press('i');
  const message = page.getByLabel('Your message');
  await expect(message).toBeFocused();
  await page.keyboard.type('gp? What is 5 * 5?');
  await expect(message).toHaveValue('gp? What is 5 * 5?');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(lastAnswer(page)).toContainText('25', { timeout: 20_000 });

  await page.keyboard.press('ControlOrMeta+Shift+O');
  await expect(page.getByRole('heading', { name: 'Ask something' })).toBeVisible();
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('menuitemradio', { name: /osprey-reason/ }).click();
  await ask(page, 'Write a long poem about a lighthouse keeper and the sea.');
  await expect(lastAnswer(page)).toContainText('There was a morning', { timeout: 15_000 });
  await leaveField(page);
  await page.keyboard.press('Escape');
  await expect(lastAnswer(page)).toContainText('Stopped. The text so far is saved.');

  await leaveField(page);
  await page.keyboard.press('Shift+D');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  for (const [key, address] of [
    ['o', 'overview'],
    ['m', 'costs'],
    ['r', 'requests'],
    ['t', 'routing'],
    ['v', 'providers'],
    ['e', 'teams'],
    ['s', 'settings'],
    ['c', 'compare'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await page.waitForURL(`**/${address}`);
  }
  // That page begins in its field.
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeFocused();
  await leaveField(page);
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.waitForURL('**/playground/conv_*');
});

test('single keys can be turned off; those with Ctrl still work', async ({ signedIn: page }) => {
  await leaveField(page);
  await page.keyboard.press('?');
  await page.getByLabel('Single keys').uncheck();
  await page.keyboard.press('Escape');
  await leaveField(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('keyboard');
  await page.keyboard.press('Enter');
  await page.getByLabel('Single keys').check();
});

test('the palette opens pages, chats, requests, models, teams, actions and ids', async ({ signedIn: page }) => {
  await askNew(page, 'What is 11 * 9? Palette.', '99');
  const address = page.url();
  const field = page.getByRole('combobox', { name: 'Search or jump to' });
  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await expect(page.getByRole('option').first()).toBeVisible();
  expect(await page.getByRole('option').count()).toBeLessThanOrEqual(10);
  await field.fill('cost');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/costs');

  await page.getByRole('button', { name: 'Search or jump to' }).click();
  await field.fill('11 * 9');
  await expect(page.getByRole('group', { name: 'Chats' }).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(address);

  await page.keyboard.press('ControlOrMeta+k');
  await field.fill('new chat');
  await expect(page.getByRole('option', { name: /New chat/ }).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Ask something' })).toBeVisible();

  const [request] = await query<{ id: string }>('select id from requests order by created_at desc limit 1');
  await page.keyboard.press('ControlOrMeta+k');
  await field.fill(request?.id ?? '');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/requests/${request?.id}`);

  const option = (group: string) => page.getByRole('group', { name: group }).getByRole('option');
  await page.keyboard.press('ControlOrMeta+k');
  await field.fill(`${request?.id} simple`);
  await expect(option('Requests')).toHaveCount(1);
  await field.fill('heron');
  await expect(option('Models')).toHaveText([/heron-large/]);
  await option('Models').click();
  await page.waitForURL('**/providers?model=*#model-sandbox-heron-large');
  const row = page.getByRole('row', { name: /sandbox · heron-large/ });
  await expect(row).toBeInViewport();
  await expect(row).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('ControlOrMeta+k');
  const [team] = await query<{ name: string }>('select name from teams order by created_at limit 1');
  await field.fill(team?.name ?? '');
  await expect(option('Teams')).toContainText([/people|person/]);
  await option('Teams').first().click();
  await page.waitForURL('**/teams?team=*');

  await page.keyboard.press('ControlOrMeta+k');
  await field.fill('qqqq zzzz');
  await expect(page.getByText('No results for “qqqq zzzz”.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the list is a sheet; everything can be reached and nothing runs over', async ({ asOwner: page }) => {
    await page.goto(`${ORIGIN()}/playground`);
    await ask(page, 'What is 12 * 9? Phone.');
    await expect(lastAnswer(page)).toContainText('108', { timeout: 20_000 });
    await expect(lastAnswer(page).getByRole('button', { name: 'Copy answer' })).toBeVisible();
    await page.getByRole('button', { name: 'Chats' }).tap();
    const more = list(page).getByRole('button', { name: 'More actions for What is 12 * 9? Phone.' });
    await expect(more).toBeVisible();
    await more.tap();
    await page.getByRole('menuitem', { name: 'Pin' }).tap();
    await expect(list(page).getByRole('region', { name: 'Pinned' })).toContainText('Phone.');
    await list(page).getByRole('button', { name: 'Search chats' }).tap();
    await list(page).getByLabel('Search titles and messages').fill('phone');
    await entry(page, /Phone/).first().tap();
    await expect(list(page)).toBeHidden();
    for (const name of ['Compare', 'Share', 'More'])
      await expect(
        page.getByRole('region', { name: 'Conversation' }).getByLabel(name, { exact: true }),
      ).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'Search or jump to' }).tap();
    await expect(page.getByRole('combobox')).toBeFocused();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
