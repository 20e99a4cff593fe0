import type { Page } from 'playwright/test';
import { formatUsd } from '../../lib/format';
import { ask, chooseModel, expect, lastAnswer, query, test } from './fixtures';

const question = (page: Page) => page.getByRole('region', { name: 'Question' }).first();

async function isWhole(page: Page): Promise<void> {
  await expect(lastAnswer(page).getByRole('button', { name: 'Regenerate' })).toBeVisible({ timeout: 20_000 });
}

async function edit(page: Page, text: string): Promise<void> {
  await question(page).hover();
  await question(page).getByRole('button', { name: 'Edit question' }).click();
  await page.getByLabel('Your question').fill(text);
  await page.keyboard.press('Enter');
}

async function regenerate(page: Page, way: RegExp): Promise<void> {
  await lastAnswer(page).getByRole('button', { name: 'Regenerate' }).click();
  await page.getByRole('menuitem', { name: way }).click();
  await expect(lastAnswer(page)).toContainText('2/2');
  await isWhole(page);
}

/** The feedback in memory about the conversation's answers, oldest answer first. */
const storedFeedback = (page: Page) =>
  query<{ model: string; kind: string; comment: string | null }>(
    `select requests.model, feedback.kind, feedback.comment from feedback join requests on requests.id = request_id
     where conversation_id = $1 order by requests.created_at, feedback.created_at`,
    [page.url().split('/').at(-1)],
  );

test('an edited question opens a branch, the old one is kept, and a reload shows the branch that was open', async ({
  signedIn: page,
}) => {
  await ask(page, 'What is 12 * 7?');
  await expect(lastAnswer(page)).toContainText('84');
  await isWhole(page);
  await ask(page, 'And what is 6 * 7?');
  await expect(lastAnswer(page)).toContainText('42');
  await isWhole(page);
  await edit(page, 'What is 12 * 8?');
  await expect(lastAnswer(page)).toContainText('96');
  await isWhole(page);
  await expect(question(page)).toContainText('2/2');
  await expect(page.getByRole('article', { name: 'Answer' })).toHaveCount(1);

  await question(page).getByRole('button', { name: 'Previous question' }).click();
  await expect(question(page)).toContainText('What is 12 * 7?');
  await expect(lastAnswer(page)).toContainText('42');
  await expect(question(page).getByRole('button', { name: 'Previous question' })).toBeDisabled();
  const leaf = () => query<{ leaf_id: string }>('select leaf_id from conversations order by updated_at desc limit 1');
  const before = (await leaf())[0]?.leaf_id;
  await expect.poll(async () => (await leaf())[0]?.leaf_id).toBeTruthy();
  await expect
    .poll(async () => (await query('select content from messages where id = $1', [(await leaf())[0]?.leaf_id]))[0])
    .toMatchObject({ content: expect.stringContaining('42') });
  expect(before).toBeTruthy();
  await page.reload();
  await expect(question(page)).toContainText('1/2');
  await expect(lastAnswer(page)).toContainText('42');
  await question(page).getByRole('button', { name: 'Next question' }).click();
  await expect(lastAnswer(page)).toContainText('96');
});

test('Escape leaves a question as it was', async ({ signedIn: page }) => {
  await ask(page, 'What is 9 * 9?');
  await isWhole(page);
  await question(page).hover();
  await question(page).getByRole('button', { name: 'Edit question' }).click();
  await page.getByLabel('Your question').fill('Something else');
  await page.keyboard.press('Escape');
  await expect(question(page)).toContainText('What is 9 * 9?');
  await expect(page.getByRole('region', { name: 'Question' })).toHaveCount(1);
  await expect(question(page).getByRole('button', { name: 'Edit question' })).toBeFocused();
});

test('Escape in the editor leaves the answer that is on its way running', async ({ signedIn: page }) => {
  await chooseModel(page, /osprey-reason/);
  await ask(page, 'Write a long poem about a lighthouse keeper and the sea.');
  await expect(lastAnswer(page)).toContainText('There was a morning', { timeout: 15_000 });
  await page.getByLabel('Your message').press('ArrowUp');
  await expect(page.getByLabel('Your question')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Your question')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  await expect(lastAnswer(page)).not.toContainText('Stopped.');
});

test('the message field has the focus after an edited question is sent', async ({ signedIn: page }) => {
  await ask(page, 'What is 9 * 8?');
  await isWhole(page);
  await edit(page, 'What is 9 * 7?');
  await expect(page.getByLabel('Your message')).toBeFocused();
  await expect(lastAnswer(page)).toContainText('63');
});

test('arrow up edits the last question from the message field, and from no other', async ({ signedIn: page }) => {
  await ask(page, 'What is 9 * 6?');
  await isWhole(page);
  const system = page.getByRole('complementary', { name: 'Parameters' }).getByLabel('System prompt');
  await system.press('ArrowUp');
  await expect(system).toBeFocused();
  await expect(page.getByLabel('Your question')).toHaveCount(0);
  await page.getByLabel('Your message').press('ArrowUp');
  await expect(page.getByLabel('Your question')).toBeFocused();
});

test('a cheaper answer names its model and the difference in advance, and counts as feedback when the conversation continues with it', async ({
  signedIn: page,
}) => {
  await chooseModel(page, /heron-large/);
  await ask(page, 'Explain how a heat pump works.');
  await isWhole(page);
  await lastAnswer(page).getByRole('button', { name: 'Regenerate' }).click();
  const cheaper = page.getByRole('menuitem', { name: /^Cheaper/ });
  await expect(cheaper).toContainText(/sandbox · [\w-]+/);
  await expect(cheaper).toContainText(/−\d+.%, (<?\$[\d.]+) less/);
  await page.keyboard.press('Escape');
  await regenerate(page, /^Cheaper/);
  expect(await storedFeedback(page)).toEqual([]);
  await ask(page, 'What is 2 + 2?');
  await expect
    .poll(async () => (await storedFeedback(page)).map(({ model, kind }) => `${model} ${kind}`))
    .toEqual([expect.stringMatching(/^sandbox\/(?!heron).* cheaper$/)]);
});

test('a stronger answer counts as feedback against the first one, and both are kept', async ({ signedIn: page }) => {
  await ask(page, 'Write a Python function that groups items by key.');
  await isWhole(page);
  const first = await lastAnswer(page).textContent();
  await regenerate(page, /^Stronger/);
  await expect
    .poll(() => storedFeedback(page))
    .toEqual([{ model: 'sandbox/finch-code', kind: 'stronger', comment: null }]);
  await lastAnswer(page).getByRole('button', { name: 'Previous answer' }).click();
  await expect(lastAnswer(page)).toContainText('1/2');
  expect((await lastAnswer(page).textContent())?.includes('finch-code')).toBe(first?.includes('finch-code'));
  const [sum] = await query<{ cost: string }>(
    'select sum(cost_nano_usd)::text as cost from requests where conversation_id = $1',
    [page.url().split('/').at(-1)],
  );
  const head = page.getByRole('region', { name: 'Conversation' }).locator('header');
  await expect(head).toContainText('2 answers');
  await expect(head).toContainText(formatUsd(Number(sum?.cost)));
});

test('a chosen model answers too, and a request for an unavailable one shows an error', async ({ signedIn: page }) => {
  await ask(page, 'Explain how a heat pump works.');
  await isWhole(page);
  await regenerate(page, /^Regenerate with sandbox\/osprey-reason/);
  await expect(lastAnswer(page)).toContainText('osprey-reason');
  await lastAnswer(page).getByRole('button', { name: 'Regenerate' }).click();
  const stronger = page.getByRole('menuitem', { name: /^Stronger/ });
  await expect(stronger).toContainText('No stronger model available');
  await expect(stronger).toHaveAttribute('aria-disabled', 'true');
});

test('a thumbs rating counts immediately, and accepts a reason', async ({ signedIn: page }) => {
  await ask(page, 'Explain how a heat pump works.');
  await isWhole(page);
  await lastAnswer(page).getByRole('button', { name: 'Bad answer' }).click();
  await expect(lastAnswer(page).getByRole('status').filter({ hasText: '→' })).toBeVisible();
  await page.getByRole('button', { name: 'wrong', exact: true }).click();
  await page.getByLabel('Comment').fill('That is a fridge.');
  await page.getByRole('button', { name: 'Save reason' }).click();
  await expect.poll(async () => (await storedFeedback(page)).at(-1)?.comment).toBe('wrong: That is a fridge.');
  await expect(lastAnswer(page).getByRole('status').filter({ hasText: '→' })).toBeVisible();
  await page.reload();
  await expect(lastAnswer(page).getByRole('button', { name: 'Bad answer' })).toHaveAttribute('aria-pressed', 'true');
  await lastAnswer(page).getByRole('button', { name: 'Edit reason' }).click();
  await expect(page.getByRole('button', { name: 'wrong', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('Comment')).toHaveValue('That is a fridge.');
});
