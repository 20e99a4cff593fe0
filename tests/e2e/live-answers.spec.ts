import type { Page } from 'playwright/test';
import { startCuttableProxy } from '../support/fakes/cuttable-proxy';
import { ask, chooseModel, expect, lastAnswer, ORIGIN, query, test, withFault } from './fixtures';

const LONG = 'Write a long poem about a lighthouse keeper and the sea.';

const textShown = async (page: Page) =>
  (await lastAnswer(page).locator('[data-message]').allTextContents()).join('').replace(/\s+/g, '');

/** Stored markdown as a page shows it, without white space. */
const asShown = (stored: string) => stored.replace(/^\s*(\d+\.|-)\s/gm, '').replace(/[*`\s]/g, '');

const conversationOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? '';

async function storedAnswers(page: Page): Promise<string[]> {
  const rows = await query<{ content: string }>(
    "select content from messages where conversation_id = $1 and role = 'assistant' order by created_at",
    [conversationOf(page)],
  );
  return rows.map(({ content }) => content);
}

async function isWhole(page: Page): Promise<void> {
  await expect(lastAnswer(page).getByRole('button', { name: 'Regenerate' })).toBeVisible({ timeout: 30_000 });
}

/** Asks what takes some seconds to answer, and waits for the first words. */
async function askLong(page: Page): Promise<void> {
  await chooseModel(page, /osprey-reason/);
  await ask(page, LONG);
  await expect(lastAnswer(page)).toContainText('There was a morning', { timeout: 15_000 });
}

test('an answer continues after a reload: its text is still there, and nothing appears twice', async ({
  signedIn: page,
}) => {
  await askLong(page);
  const before = await textShown(page);
  await page.reload();
  await expect.poll(() => textShown(page)).toContain(before);
  await isWhole(page);
  const [stored = ''] = await storedAnswers(page);
  expect(stored).toContain('Sandbox answer');
  expect(await textShown(page)).toBe(asShown(stored));
  expect(await query('select status from requests where conversation_id = $1', [conversationOf(page)])).toEqual([
    { status: 'succeeded' },
  ]);
});

test('an answer continues after a lost connection', async ({ signedIn: page }) => {
  // The browser itself reports what it could not reach.
  page.removeAllListeners('console');
  const way = await startCuttableProxy(Number(new URL(ORIGIN()).port));
  await page.goto(`http://localhost:${way.port}/playground`);
  await askLong(page);
  const before = await textShown(page);
  way.cut();
  await expect(lastAnswer(page)).toContainText('Connection lost.', { timeout: 15_000 });
  expect(await textShown(page)).toContain(before);
  way.restore();
  await isWhole(page);
  const [stored = ''] = await storedAnswers(page);
  expect(await textShown(page)).toBe(asShown(stored));
  expect(stored).toContain('Sandbox answer');
  await way.close();
});

test('two browsers follow one answer, and either may stop it', async ({ signedIn: page, context, browser }) => {
  const other = await browser.newContext();
  await other.addCookies(await context.cookies());
  const second = await other.newPage();
  await withFault('osprey-reason', 'stall', async () => {
    await chooseModel(page, /osprey-reason/);
    await ask(page, LONG);
    await expect.poll(() => textShown(page), { timeout: 15_000 }).not.toBe('');
    await second.goto(page.url());
    await expect.poll(() => textShown(second)).not.toBe('');
    await second.getByRole('button', { name: 'Stop' }).click();
    await expect(lastAnswer(second)).toContainText('Stopped. The text so far is saved.');
    await expect(lastAnswer(page)).toContainText('Stopped. The text so far is saved.');
  });
  const [stored = ''] = await storedAnswers(page);
  expect(await textShown(page)).toBe(asShown(stored));
  expect(await textShown(second)).toBe(asShown(stored));
  expect(stored).not.toContain('Sandbox answer');
  await other.close();
});

test('two browsers that ask at once make two branches, and each finds the other’s', async ({
  signedIn: page,
  context,
  browser,
}) => {
  await ask(page, 'What is 12 * 7?');
  await isWhole(page);
  const other = await browser.newContext();
  await other.addCookies(await context.cookies());
  const second = await other.newPage();
  await second.goto(page.url());
  await expect(lastAnswer(second)).toContainText('84');
  await ask(page, 'What is 2 * 3?');
  await ask(second, 'What is 2 * 4?');
  await isWhole(page);
  await isWhole(second);
  await page.reload();
  const last = page.getByRole('region', { name: 'Question' }).last();
  await expect(last).toContainText('/2');
  await last.getByRole('button', { name: /(Previous|Next) question/, disabled: false }).click();
  await expect(last).toContainText(/2 \* [34]/);
  await other.close();
});

test('a draft is restored after a reload and on return, and cleared when it is sent', async ({ signedIn: page }) => {
  const box = page.getByLabel('Your message');
  await ask(page, 'What is 12 * 7?');
  await isWhole(page);
  const address = page.url();
  await box.fill('Half a tho');
  await page.reload();
  await expect(box).toHaveValue('Half a tho');
  await page.getByRole('link', { name: 'New chat' }).click();
  await expect(page.getByRole('heading', { name: 'Ask something' })).toBeVisible();
  await expect(box).toHaveValue('');
  await page.goto(address);
  await expect(box).toHaveValue('Half a tho');
  await ask(page, 'What is 2 + 2?');
  await isWhole(page);
  await page.reload();
  await expect(lastAnswer(page)).toContainText('4');
  await expect(box).toHaveValue('');
});

test('what could not be sent is put back', async ({ signedIn: page, context }) => {
  page.removeAllListeners('console');
  await ask(page, 'What is 12 * 7?');
  await isWhole(page);
  await context.setOffline(true);
  await ask(page, 'And what is 6 * 7?');
  await expect(lastAnswer(page)).toContainText('Connection lost.');
  await context.setOffline(false);
  await expect(page.getByRole('alert').filter({ hasText: 'before this reached the server' })).toBeVisible();
  await expect(page.getByLabel('Your message')).toHaveValue('And what is 6 * 7?');
  await expect(page.getByRole('region', { name: 'Question' })).toHaveCount(1);
  await page.getByLabel('Your message').press('Enter');
  await expect(lastAnswer(page)).toContainText('42');
});

test('fifty answers are shown exactly as they are stored', async ({ signedIn: page, context }) => {
  test.setTimeout(300_000);
  const prompts = [
    'What is 12 + 7?',
    'Give me advice on moving to another city.',
    'Write a short poem about a lighthouse.',
    'Solve this step by step: a train leaves at 9:40 and takes 2 h 35 min. When does it arrive?',
    'Explain how a heat pump works.',
  ];
  const tabs = [page, ...(await Promise.all([1, 2, 3, 4].map(() => context.newPage())))];
  await Promise.all(
    tabs.map(async (tab, t) => {
      if (t > 0) await tab.goto(new URL('/playground', page.url()).href);
      const shown: string[] = [];
      for (let i = 0; i < 10; i++) {
        await ask(tab, prompts[(t + i) % prompts.length] ?? '');
        await expect(tab.getByRole('article', { name: 'Answer' })).toHaveCount(i + 1);
        await isWhole(tab);
        shown.push(await textShown(tab));
      }
      expect(shown).toEqual((await storedAnswers(tab)).map(asShown));
      expect(shown.every((text) => text.length > 0)).toBe(true);
    }),
  );
});
