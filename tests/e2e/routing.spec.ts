import type { Page } from 'playwright/test';
import { ask, expect, lastAnswer, ORIGIN, test } from './fixtures';

const openRouting = (page: Page) => page.goto(`${ORIGIN()}/routing`);

/** The estimate in the line that a rating leaves, as `code: 0.72 → 0.66`. */
const effectOf = (page: Page) => lastAnswer(page).getByRole('status').filter({ hasText: '→' });

test('a rating shows what it did to the model’s estimate, and taking it back restores it', async ({
  signedIn: page,
}) => {
  await ask(page, 'Write a Python function that groups items by key.');
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  await lastAnswer(page).getByRole('button', { name: 'Bad answer' }).click();
  const [, before, after] = /code: ([\d.]+) → ([\d.]+)/.exec((await effectOf(page).textContent()) ?? '') ?? [];
  expect(Number(after)).toBeLessThan(Number(before));
  await lastAnswer(page).getByRole('button', { name: 'Bad answer' }).click();
  await expect(effectOf(page)).toHaveText(`code: ${after} → ${before}`);
});

test('a corrected category is learned at once and unlearned when it is withdrawn', async ({ signedIn: page }) => {
  const prompt = 'The function room seats forty and the return policy is generous.';
  const open = async () => {
    await lastAnswer(page).getByRole('button', { name: 'why?' }).click();
    return lastAnswer(page).getByRole('region', { name: 'Why this model' });
  };
  await ask(page, prompt);
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  const card = await open();
  const fix = card.getByLabel('Wrong category?');
  const guessed = await fix.inputValue();
  const right = guessed === 'reasoning' ? 'creative' : 'reasoning';
  await fix.selectOption(right);
  await expect(card).toContainText('Saved. Similar prompts are now classified this way.');
  const address = page.url();
  await page.reload();
  await expect((await open()).getByLabel('Corrected to')).toHaveValue(right);

  await page.getByRole('link', { name: 'New chat' }).click();
  await expect(page.getByRole('heading', { name: 'Ask something' })).toBeVisible();
  await ask(page, prompt);
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  await expect((await open()).getByLabel('Wrong category?')).toHaveValue(right);
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('region', { name: 'Why this model' })).toBeHidden();
  const again = await open();
  await again.getByLabel('Corrected to').selectOption(guessed);
  await expect(again).toContainText('Correction removed.');
});

test('says that it shows priors while there are too few ratings', async ({ asOwner: page }) => {
  await openRouting(page);
  await expect(page.getByText(/so these figures are priors: estimates/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'All categories' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Recently learned' })).toBeVisible();
});

test('tries prompts under the policy and a draft, then activates the draft and reverts it', async ({
  signedIn: page,
}) => {
  await openRouting(page);
  const slider = page.getByRole('slider', { name: 'Quality weight' });
  await expect(page.getByRole('button', { name: 'Review and save v1' })).toBeDisabled();
  await slider.focus();
  await page.keyboard.press('End');
  await expect(page.getByText('unsaved')).toBeVisible();
  await page.getByRole('button', { name: 'Decide' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Refactor this reducer' });
  await expect(row).toContainText('code');
  await expect(row).toContainText('finch-code');
  await expect(row).toContainText('osprey-reason');

  await page.getByRole('button', { name: 'Review and save v1' }).click();
  await expect(page.getByRole('dialog')).toContainText('Quality weight0.45 → 1.00');
  await page.getByRole('button', { name: 'Save version 1' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('unsaved')).toBeHidden();

  await page.goto(`${ORIGIN()}/playground`);
  await ask(page, 'Write a Python function that groups items by key.');
  await expect(lastAnswer(page)).toContainText('Sandbox answer, made up by osprey-reason', { timeout: 20_000 });
  await lastAnswer(page).getByRole('button', { name: 'why?' }).click();
  await expect(lastAnswer(page).getByRole('region', { name: 'Why this model' })).toContainText('auto v1');

  await openRouting(page);
  await page.getByRole('button', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Review and save v2' }).click();
  await page.getByRole('button', { name: 'Save version 2' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.reload();
  await expect(slider).toHaveAttribute('aria-valuenow', '45');
});

test('an order by category overrules the slider, and an unknown name is refused with a message', async ({
  asOwner: page,
}) => {
  await openRouting(page);
  await page.getByRole('button', { name: /Category map/ }).click();
  await page.getByRole('textbox', { name: 'code' }).fill('missing/none');
  await expect(page.getByText('Unknown or not connected: missing/none.')).toBeVisible();
  await page.getByRole('textbox', { name: 'code' }).fill('sandbox/tern-small');
  await page.getByRole('button', { name: 'Decide' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Refactor this reducer' });
  await expect(row).toContainText('tern-small');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('unsaved')).toBeHidden();
});

test('a named policy can be created, and requested', async ({ asOwner: page }) => {
  await openRouting(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByLabel('Name').fill('best');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('best is built in and cannot be changed.')).toBeVisible();
  await page.getByLabel('Name').fill('support-bot');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL('**/routing?policy=support-bot');
  await page.getByRole('slider', { name: 'Quality weight' }).focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Review and save v1' }).click();
  await page.getByRole('button', { name: 'Save version 1' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goto(`${ORIGIN()}/playground`);
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('menuitemradio', { name: /auto:support-bot/ }).click();
  await ask(page, 'Write a Python function that groups items by key.');
  await expect(lastAnswer(page)).toContainText('made up by tern-small', { timeout: 20_000 });
});

test('a conversation stays on its model, and says which model would have answered a new one', async ({
  signedIn: page,
}) => {
  await ask(page, 'What is 12 * 7?');
  await expect(lastAnswer(page)).toContainText('84');
  await ask(page, 'Write a Python function that groups items by key.');
  await expect(page.getByRole('article', { name: 'Answer' })).toHaveCount(2);
  await expect(lastAnswer(page)).toContainText('Sandbox answer, made up by tern-small', { timeout: 20_000 });
  await lastAnswer(page).getByRole('button', { name: 'why?' }).click();
  const card = lastAnswer(page).getByRole('region', { name: 'Why this model' });
  await expect(card).toContainText('kept for this conversation');
  await expect(card).toContainText('A new conversation would have gone to sandbox/finch-code.');
});

test('fits a phone', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openRouting(page);
  await expect(page.getByRole('slider', { name: 'Quality weight' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'All categories' })).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});
