import fs from 'node:fs';
import type { Page } from 'playwright/test';
import { ask, expect, lastAnswer, ORIGIN, OWNER, query, signIn, test } from './fixtures';

const CATEGORY = 'multilingual';
const [UPPER, MIDDLE, LOWER, OPEN] = ['anthropic/opus', 'openai/sol', 'sandbox/tern-small', 'xai/grok'];
/** a, b, won by a, won by b, ties, whether blind */
const PAIRS: [string, string, number, number, number, boolean][] = [
  [UPPER, MIDDLE, 12, 8, 2, true],
  [UPPER, LOWER, 9, 1, 0, true],
  [MIDDLE, LOWER, 3, 1, 1, true],
  [LOWER, OPEN, 0, 6, 0, false],
];

async function writePairs(): Promise<void> {
  for (const [a, b, winsA, winsB, ties, isBlind] of PAIRS)
    await query(
      `insert into rollup_pairs (team_id, slot, category, is_blind, model_a, model_b, wins_a, wins_b, ties)
       select id, date_trunc('day', now(), time_zone), $1, $2, $3, $4, $5, $6, $7 from teams
       where created_at = (select min(created_at) from teams)`,
      [CATEGORY, isBlind, a, b, winsA, winsB, ties],
    );
}

const open = (page: Page, parameters = '') =>
  page.goto(`${ORIGIN()}/compare/leaderboard?category=${CATEGORY}${parameters}`);
const rows = (page: Page, measure = 'strength') =>
  page.getByRole('list', { name: `Models by ${measure}` }).getByRole('listitem');
const cardOf = (page: Page, heading: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });

async function downloaded(page: Page, title: RegExp): Promise<Record<string, string>[]> {
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: title }).click(),
  ]);
  const text = fs.readFileSync(await download.path(), 'utf8').trimEnd();
  await page.keyboard.press('Escape');
  const [head = [], ...lines] = text.split('\r\n').map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])));
}

const thousands = (value: string | undefined) => Math.round(Number(value)).toLocaleString('en-US');

test.beforeAll(writePairs);

test('the figures on the page are those of the CSV, as a chart and as a table', async ({ asOwner: page }) => {
  await open(page);
  await expect(rows(page)).toHaveCount(3);
  const ranking = await downloaded(page, /^Ranking/);
  expect(ranking.map(({ model }) => model)).toEqual([UPPER, MIDDLE, LOWER]);
  expect(ranking.map(({ votes, wins, ties }) => [votes, wins, ties])).toEqual([
    ['32', '21', '2'],
    ['27', '11', '3'],
    ['15', '2', '1'],
  ]);
  for (const [i, line] of ranking.entries()) {
    const range = line.rank_from === line.rank_to ? line.rank_from : `${line.rank_from} – ${line.rank_to}`;
    const words = `rank ${range}, ${thousands(line.points)} points, 90 % interval ${thousands(line.points_low)} – ${thousands(line.points_high)}`;
    await expect(rows(page).nth(i)).toContainText(words);
    await expect(rows(page).nth(i)).toContainText(`n = ${line.votes}`);
  }
  await page.getByRole('button', { name: 'Show as a table' }).click();
  const table = page.getByRole('table', { name: /^Models by strength/ });
  for (const { points, wins, losses, ties, model } of ranking) {
    const row = table.getByRole('row').filter({ hasText: model?.split('/')[1] ?? '' });
    for (const figure of [thousands(points), wins, losses, ties])
      await expect(row.getByRole('cell', { name: String(figure), exact: true }).first()).toBeVisible();
  }
  const pairs = await downloaded(page, /^All pairs/);
  expect(pairs.map(({ wins_a, wins_b, ties }) => [wins_a, wins_b, ties])).toEqual([
    ['12', '8', '2'],
    ['9', '1', '0'],
    ['3', '1', '1'],
  ]);
});

test('votes with visible names count when they are included, and the URL keeps every choice', async ({
  asOwner: page,
}) => {
  await open(page);
  await page.getByRole('link', { name: 'All votes' }).click();
  await expect(page).toHaveURL(/votes=all/);
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole('button', { name: 'Range 90 days' }).click();
  await page.getByRole('link', { name: 'all time' }).click();
  await expect(page).toHaveURL(/range=all/);
  await page.reload();
  await expect(rows(page)).toHaveCount(4);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Range 90 days' })).toBeVisible();
  await page.getByRole('radio', { name: 'Win rate' }).click();
  await expect(rows(page, 'win rate').first()).toContainText('xai');
});

test('two models are compared by keyboard, or by a click on their cell', async ({ asOwner: page }) => {
  await open(page);
  const card = cardOf(page, 'Is the difference significant?');
  await card.getByLabel('First model').selectOption(UPPER);
  await expect(page).toHaveURL(/first=anthropic/);
  await card.getByLabel('Second model').focus();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/second=sandbox/);
  await expect(card.getByText('opus won 9, tern-small 1.')).toBeVisible();
  await expect(card.getByText('Significant: opus is better.')).toBeVisible();
  await expect(card.getByText('none', { exact: true })).toBeVisible();

  const map = cardOf(page, 'Head to head');
  const cell = map.getByRole('cell', { name: 'opus against sol: 12 of 20 won, 2 tied' });
  await expect(cell).toContainText('60');
  await expect(map.getByRole('cell', { name: 'sol against tern-small: 3 of 4 won, 1 tied' })).toContainText('n 4');
  await expect(map.getByText('34 votes, 3 ties excluded')).toBeVisible();
  await cell.getByRole('link').click();
  await expect(card.getByText('opus won 12, sol 8, 2 tied. Not significant yet.')).toBeVisible();
  await expect(card.getByRole('link', { name: 'Vote on this pair' })).toHaveAttribute(
    'href',
    `/compare?models=${encodeURIComponent(`${UPPER},${MIDDLE}`)}`,
  );
});

test('a category without votes says so, and links to a vote', async ({ asOwner: page }) => {
  await page.goto(`${ORIGIN()}/compare/leaderboard?category=summarization&votes=all`);
  await expect(page.getByText('There are no votes on summarization prompts in the last 90 days.')).toBeVisible();
  await cardOf(page, 'Strength').getByRole('link', { name: 'Vote in Compare' }).click();
  await expect(page).toHaveURL(/\/compare(\/|$)/);
});

test('on a phone nothing is wider than the screen', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '&votes=all');
  await expect(rows(page)).toHaveCount(4);
  await expect(cardOf(page, 'Head to head').getByRole('table')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await expect(page.getByRole('table', { name: /^Models by strength/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test('a viewer sees why rating is not available', async ({ asOwner: page, browser }) => {
  await page.goto(`${ORIGIN()}/playground`);
  await ask(page, 'What is 12 * 7?');
  await expect(lastAnswer(page).getByRole('button', { name: 'Good answer' })).toBeVisible();
  const [request] = await query<{ id: string }>('select id from requests order by created_at desc limit 1');
  await query(
    `with made as (
       insert into users (id, email, name, password_hash, role)
       select 'usr_looker', 'looker@example.com', 'Lou Looker', password_hash, 'member' from users where email = $1
       returning id
     ) insert into memberships (user_id, team_id, role)
     select made.id, requests.team_id, 'viewer' from made, requests where requests.id = $2`,
    [OWNER.email, request?.id],
  );
  const context = await browser.newContext();
  const viewer = await context.newPage();
  await viewer.goto(`${ORIGIN()}/login`);
  await signIn(viewer, 'looker@example.com');
  await viewer.goto(`${ORIGIN()}/requests/${request?.id}`);
  await expect(viewer.getByText('Viewers cannot rate.')).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Good answer' })).toHaveCount(0);
  await viewer.goto(`${ORIGIN()}/compare/leaderboard?category=${CATEGORY}`);
  await expect(rows(viewer)).toHaveCount(3);
  await context.close();
});
