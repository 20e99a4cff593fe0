import type { Page } from 'playwright/test';
import { formatUsd } from '../../lib/format';
import { ask, chooseModel, expect, lastAnswer, query, test, withFault } from './fixtures';

const QUESTION = 'Explain how a heat pump works.';

async function cutOff(page: Page, model = 'heron-large'): Promise<void> {
  await chooseModel(page, new RegExp(model));
  await withFault(model, 'cut', async () => {
    await ask(page, QUESTION);
    await expect(lastAnswer(page).getByRole('alert')).toContainText(`sandbox · ${model} stopped after`, {
      timeout: 20_000,
    });
  });
}

const storedText = async (page: Page) =>
  (
    await query<{ content: string }>(
      "select content from messages where conversation_id = $1 and role = 'assistant' order by created_at",
      [new URL(page.url()).pathname.split('/').at(-1)],
    )
  ).map(({ content }) => content);

test('an interrupted answer shows the model, the amount of text, the reason and the cost, also after a reload', async ({
  signedIn: page,
}) => {
  await cutOff(page);
  const seam = lastAnswer(page).getByRole('alert');
  await expect(seam).toContainText(/stopped after \d+ tokens/);
  await expect(seam).toContainText('The text above is saved, and what was received is billed.');
  await expect(seam).toContainText(/\$[\d.]+ est\./);
  await expect(seam.getByRole('link', { name: 'Attempts' })).toHaveAttribute('href', /\/requests\/req_/);
  await page.reload();
  await expect(seam).toContainText(/stopped after \d+ tokens/);
});

test('another model continues it: the text before the seam stays, and both costs are shown', async ({
  signedIn: page,
}) => {
  await cutOff(page);
  const before = await lastAnswer(page).locator('[data-message]').first().textContent();
  const next = lastAnswer(page).getByRole('button', { name: /^Continue with / });
  await expect(next).toContainText(/about (<?\$[\d.]+)/);
  await next.click();
  await page.getByRole('menuitemradio', { name: /osprey-reason/ }).click();
  await lastAnswer(page).getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(lastAnswer(page)).toContainText('continued by');
  await expect(lastAnswer(page)).toContainText('both parts', { timeout: 30_000 });
  await expect(lastAnswer(page)).toContainText('2 models');
  await expect(lastAnswer(page)).toContainText('heron-large stopped here after');
  await expect(page.getByRole('article', { name: 'Answer' })).toHaveCount(1);
  expect(await lastAnswer(page).locator('[data-message]').first().textContent()).toBe(before);

  const [first, second] = await query<{ model: string; cost: string }>(
    'select model, cost_nano_usd::text as cost from requests where conversation_id = $1 order by created_at',
    [new URL(page.url()).pathname.split('/').at(-1)],
  );
  expect([first?.model, second?.model]).toEqual(['sandbox/heron-large', 'sandbox/osprey-reason']);
  const both = formatUsd(Number(first?.cost) + Number(second?.cost));
  await expect(lastAnswer(page)).toContainText(`${both}, both parts`);
  const head = page.getByRole('region', { name: 'Conversation' }).locator('header');
  await expect(head).toContainText('1 answer');
  await expect(head).toContainText(both);

  await page.reload();
  await expect(lastAnswer(page)).toContainText('both parts');
  // The next question reads both parts as one answer.
  const whole = (await storedText(page)).join('');
  expect(whole.startsWith((await storedText(page))[0] ?? '-')).toBe(true);
  await ask(page, 'What is 2 + 2?');
  await expect(lastAnswer(page)).toContainText('4');
});

test('it can be kept as it is, or restarted in a new branch', async ({ signedIn: page }) => {
  await cutOff(page, 'kite-reason');
  await lastAnswer(page).getByRole('button', { name: 'Keep as is' }).click();
  await expect(lastAnswer(page).getByRole('button', { name: 'Continue', exact: true })).toBeHidden();
  await page.reload();
  await expect(lastAnswer(page)).toContainText('kite-reason stopped here after');
  await expect(lastAnswer(page).getByRole('button', { name: 'Continue', exact: true })).toBeHidden();

  await page.getByRole('link', { name: 'New chat' }).click();
  await expect(page.getByRole('heading', { name: 'Ask something' })).toBeVisible();
  await cutOff(page, 'wren-small');
  await lastAnswer(page).getByRole('button', { name: 'Start over' }).click();
  await expect(lastAnswer(page)).toContainText('2/2');
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  await lastAnswer(page).getByRole('button', { name: 'Previous answer' }).click();
  await expect(lastAnswer(page)).toContainText('wren-small stopped');
});

test('an answer that the user stopped can be continued too', async ({ signedIn: page }) => {
  await chooseModel(page, /osprey-reason/);
  await ask(page, 'Write a long poem about a lighthouse keeper and the sea.');
  await expect(lastAnswer(page)).toContainText('There was a morning', { timeout: 15_000 });
  await page.keyboard.press('Escape');
  await expect(lastAnswer(page)).toContainText('Stopped. The text so far is saved.');
  await lastAnswer(page).getByRole('button', { name: 'Continue' }).click();
  await expect(lastAnswer(page)).toContainText('both parts', { timeout: 30_000 });
  const [first = '', second = ''] = await storedText(page);
  expect(`${first}${second}`).toContain('and gathered up like fallen keys.');
});

test('a slow model is waited for in view, and can be stopped before its first token', async ({ signedIn: page }) => {
  await chooseModel(page, /tern-small/);
  await withFault('tern-small', 'slow', async () => {
    await ask(page, QUESTION);
    await expect(lastAnswer(page).getByRole('status')).toContainText('Waiting for the first token');
    await page.keyboard.press('Escape');
    await expect(lastAnswer(page)).toContainText('Stopped before the first token.');
  });
  await lastAnswer(page).getByRole('button', { name: 'Try again' }).click();
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  await page.reload();
  await expect(page.getByRole('article', { name: 'Answer' })).toHaveCount(1);
  await expect(lastAnswer(page)).toContainText('Sandbox answer');
});

test('a rate limit before the first token is shown by the route chip alone', async ({ signedIn: page }) => {
  await withFault('finch-code', 'rate-limit', async () => {
    await ask(page, 'Write a Python function that groups items by key.');
    await expect(lastAnswer(page)).toContainText('fallback from finch-code, 429 rate limit');
    await expect(lastAnswer(page).getByRole('button', { name: 'Regenerate' })).toBeVisible({ timeout: 20_000 });
    await expect(lastAnswer(page).getByRole('alert')).toHaveCount(0);
  });
});
