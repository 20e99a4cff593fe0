import fs from 'node:fs';
import type { Page } from 'playwright/test';
import { ask, expect, lastAnswer, ORIGIN, test } from './fixtures';

const openCosts = (page: Page, query = '') => page.goto(`${ORIGIN()}/costs${query}`);
const cardOf = (page: Page, heading: string | RegExp) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });
/** The figure beneath a label of the strip. */
const figure = (page: Page, label: RegExp) =>
  page.getByRole('heading', { name: label }).locator('xpath=following-sibling::p[1]');

/** Dollars with their cents, from $1, or four digits below: what the page makes of an exact sum. */
function shown(usd: number): string {
  if (usd >= 1) return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return `$${usd.toFixed(Math.min(3 - Math.floor(Math.log10(usd)), 12))}`;
}

async function askOf(page: Page, model: RegExp, question: string): Promise<void> {
  await page.goto(`${ORIGIN()}/playground`);
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('menuitemradio', { name: model }).click();
  await ask(page, question);
  await expect(lastAnswer(page)).toContainText('84');
}

/** The cells of a line of CSV: quoted ones may hold commas. */
const cellsOf = (line: string) => [...`,${line}`.matchAll(/,("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = '']) => cell);

/** The sum of a column of a downloaded CSV. */
async function downloaded(page: Page, title: RegExp, column: string): Promise<{ sum: number; rows: number }> {
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: title }).click(),
  ]);
  const [head = '', ...lines] = fs
    .readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  await page.keyboard.press('Escape');
  const place = cellsOf(head).indexOf(column);
  const sum = lines.reduce((total, line) => total + Number(cellsOf(line)[place]), 0);
  return { sum, rows: lines.length };
}

test.beforeAll(async ({ browser, session }) => {
  const context = await browser.newContext();
  await context.addCookies(session);
  const page = await context.newPage();
  await askOf(page, /heron-large/, 'What is 12 * 7?');
  await askOf(page, /tern-small/, 'What is 7 * 12?');
  await context.close();
});

test('costs are found from the menu, and the CSV sums up to the tile and the table', async ({ signedIn: page }) => {
  await page.getByRole('link', { name: 'Costs' }).click();
  await expect(page).toHaveURL(/\/costs$/);
  const spend = await figure(page, /^Spend, /).textContent();
  expect(spend).toMatch(/^\$\d/);
  const table = cardOf(page, 'By provider').getByRole('table');
  await expect(table.getByRole('row').last()).toContainText(spend ?? '');
  const rows = await downloaded(page, /^By provider/, 'cost_usd');
  expect(shown(rows.sum)).toBe(spend);
  expect(rows.rows).toBe((await table.getByRole('row').count()) - 2);
  const all = await downloaded(page, /^All requests/, 'cost_usd');
  expect(shown(all.sum)).toBe(spend);
  const byDay = await downloaded(page, /^By day and provider/, 'cost_usd');
  expect(shown(byDay.sum)).toBe(spend);
  await expect(figure(page, /^Forecast, /)).toHaveText('–');
  await expect(page.getByText('A forecast needs 7 days of spend')).toBeVisible();
});

test('range and dimension live in the URL, and survive a reload and the way back', async ({ asOwner: page }) => {
  await openCosts(page);
  await page.getByRole('button', { name: 'Range Month to date' }).click();
  await page.getByRole('link', { name: 'Last 7 days' }).click();
  await expect(page).toHaveURL(/range=7d/);
  await page.getByRole('link', { name: 'Model', exact: true }).click();
  await expect(page).toHaveURL(/range=7d&by=model/);
  await expect(page.getByRole('heading', { name: 'Spend by model' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Range Last 7 days' })).toBeVisible();
  await expect(cardOf(page, 'By model').getByRole('row').filter({ hasText: 'sandbox/heron-large' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Spend by provider' })).toBeVisible();

  await page.getByRole('button', { name: 'Range Last 7 days' }).click();
  await page.getByLabel('From').fill('2026-10-05');
  await page.getByLabel('To', { exact: true }).fill('2026-10-04');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('The end date is before the start date.')).toBeVisible();
  await page.getByLabel('To', { exact: true }).fill('2026-10-07');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/range=custom&from=2026-10-05&to=2026-10-07/);
  await expect(page.getByRole('heading', { name: 'Spend, 5–7 Oct' })).toBeVisible();
});

test('the legend isolates, and the table view holds the same numbers', async ({ asOwner: page }) => {
  await openCosts(page, '?by=model&range=7d');
  const chart = cardOf(page, 'Spend by model');
  const legend = chart.getByRole('button', { name: /heron-large \$/ });
  const bars = chart.locator('.recharts-bar');
  await expect(bars.first()).toBeAttached();
  const before = await bars.count();
  expect(before).toBeGreaterThan(1);
  await legend.click();
  await expect(legend).toHaveAttribute('aria-pressed', 'true');
  await expect(bars).toHaveCount(1);
  await legend.click();
  await expect(bars).toHaveCount(before);
  await chart.getByRole('button', { name: 'Show as a table' }).click();
  const spend = await figure(page, /^Spend, /).textContent();
  await expect(chart.getByRole('row').last().getByRole('cell').nth(1)).toHaveText(spend ?? '');
  const month = cardOf(page, 'Month to date');
  await month.getByRole('button', { name: 'Show as a table' }).click();
  await expect(month.getByRole('row').nth(1)).toContainText('1 ');
});

test('filters are chips; a combination that no rollup can answer shows a message instead of a guess', async ({
  asOwner: page,
}) => {
  await openCosts(page);
  const whole = await figure(page, /^Spend, /).textContent();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('link', { name: 'sandbox/tern-small' }).click();
  await expect(page).toHaveURL(/model=sandbox/);
  await expect(figure(page, /^Spend, /)).not.toHaveText(whole ?? '');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  // A rollup holds models with statuses, none with categories.
  await expect(page.getByRole('link', { name: 'succeeded' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'multilingual' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: /^Remove filter: model/ }).click();
  await expect(figure(page, /^Spend, /)).toHaveText(whole ?? '');

  await openCosts(page, '?model=sandbox/tern-small&key=none');
  await expect(page.getByText('Totals can’t combine model and key')).toBeVisible();
  expect((await downloaded(page, /^All requests/, 'cost_usd')).rows).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'Remove the filters' }).click();
  await expect(figure(page, /^Spend, /)).toHaveText(whole ?? '');
});

test('the baseline of savings is chosen in a dialog and saved', async ({ asOwner: page }) => {
  await openCosts(page);
  await page.getByRole('button', { name: 'Savings baseline' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: /Strongest/ })).toBeChecked();
  await dialog.getByRole('radio', { name: /Specific model/ }).check();
  await dialog.getByLabel('Model', { exact: true }).selectOption('sandbox/heron-large');
  await dialog.getByRole('button', { name: 'Save baseline' }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await page.getByRole('button', { name: 'Savings baseline' }).click();
  await expect(dialog.getByLabel('Model', { exact: true })).toHaveValue('sandbox/heron-large');
  await dialog.getByRole('radio', { name: /Strongest/ }).check();
  await dialog.getByRole('button', { name: 'Save baseline' }).click();
  await expect(dialog).toBeHidden();
});

test('works on a phone without a sideways scroll', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const query of ['', '?by=model&range=90d', '?by=category&category=code']) {
    await openCosts(page, query);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth), query).toBeLessThanOrEqual(390);
  }
});
