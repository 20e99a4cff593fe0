import { ask, chooseModel, expect, lastAnswer, ORIGIN, query, test, withFault } from './fixtures';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const LONG = 'Write a long poem about a lighthouse keeper and the sea.';

test('shows which model answers before the first token', async ({ signedIn: page }) => {
  await ask(page, LONG);
  await expect(lastAnswer(page).getByRole('button', { name: 'why?' })).toBeVisible();
  await expect(lastAnswer(page).getByRole('status')).toBeVisible();
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
});

test('Stop keeps and saves what arrived, and stops the meter', async ({ signedIn: page }) => {
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('menuitemradio', { name: /osprey-reason/ }).click();
  await ask(page, LONG);
  await expect(lastAnswer(page)).toContainText('There was a morning', { timeout: 15_000 });
  await page.keyboard.press('Escape');
  await expect(lastAnswer(page)).toContainText('Stopped. The text so far is saved.');
  await expect(lastAnswer(page)).toContainText('est. $');
  const shown = await lastAnswer(page).textContent();
  expect(shown).not.toContain('Sandbox answer');

  await page.reload();
  await expect(lastAnswer(page)).toContainText('There was a morning');
  await expect(lastAnswer(page)).toContainText('Stopped. The text so far is saved.');
  const [row] = await query('select status, cost_state, model from requests order by created_at desc limit 1');
  expect(row).toEqual({ status: 'cancelled', cost_state: 'estimated', model: 'sandbox/osprey-reason' });
});

test('a double click on Send does not stop the answer', async ({ signedIn: page }) => {
  await chooseModel(page, /osprey-reason/);
  await page.getByLabel('Your message').fill(LONG);
  await page.getByRole('button', { name: 'Send' }).dblclick();
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  await expect(lastAnswer(page)).not.toContainText('Stopped.');
});

test('a press on Stop when the answer ends does not send the unfinished draft', async ({ signedIn: page }) => {
  await chooseModel(page, /osprey-reason/);
  await ask(page, LONG);
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await page.getByLabel('Your message').fill('Half a question');
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      const send = document.querySelector<HTMLElement>('button[aria-label=Send]:enabled');
      if (send) watch.disconnect();
      send?.click();
    });
    watch.observe(document.body, { childList: true, subtree: true, attributes: true });
  });
  await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled({ timeout: 20_000 });
  await expect(page.getByLabel('Your message')).toHaveValue('Half a question');
  await expect(page.getByRole('region', { name: 'Question' })).toHaveCount(1);
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('region', { name: 'Question' })).toHaveCount(2);
});

test('Enter and Escape of an input method neither send nor stop', async ({ signedIn: page }) => {
  const box = page.getByLabel('Your message');
  const pressOfMethod = (key: string) =>
    page.evaluate((key) => {
      const init = { key, keyCode: 229, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init));
    }, key);
  await chooseModel(page, /osprey-reason/);
  await box.fill('東京');
  await pressOfMethod('Enter');
  await expect(box).toHaveValue('東京');
  await ask(page, LONG);
  await expect(lastAnswer(page)).toContainText('There was a morning', { timeout: 15_000 });
  await pressOfMethod('Escape');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
});

test('copies over plain HTTP and out of dialogs, and says so where the browser refuses', async ({ signedIn: page }) => {
  const box = page.getByLabel('Your message');
  await ask(page, 'What is 12 * 7?');
  await expect(lastAnswer(page).getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 20_000 });
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  const question = page.getByRole('region', { name: 'Question' });
  await question.hover();
  await question.getByRole('button', { name: 'Copy question' }).click();
  await expect(question.getByRole('button', { name: 'Copy question' })).toBeFocused();
  await box.press('ControlOrMeta+v');
  await expect(box).toHaveValue('What is 12 * 7?');

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this chat' });
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  await page.keyboard.press('Escape');
  await box.fill('');
  await box.press('ControlOrMeta+v');
  await expect(box).toHaveValue(/\/shared\/shr_/);

  await page.evaluate(() => Object.assign(document, { execCommand: () => false }));
  const copy = lastAnswer(page).getByRole('button', { name: 'Copy answer' });
  await copy.click();
  await expect(copy).toContainText('Copying was blocked by the browser.');
});

test('shows a fallback only in the route chip', async ({ signedIn: page }) => {
  await withFault('finch-code', 'outage', async () => {
    await ask(page, 'Write a Python function that groups items by key.');
    await expect(lastAnswer(page)).toContainText('fallback from finch-code, 503 overloaded');
    await expect(lastAnswer(page)).toContainText('Sandbox answer, made up by tern-small');
    await expect(lastAnswer(page).getByTitle('sandbox is overloaded (503).')).toBeVisible();
  });
});

test('offers another try when no model could answer', async ({ signedIn: page }) => {
  await withFault('osprey-reason', 'garbage', async () => {
    await page.getByRole('button', { name: /^Model:/ }).click();
    await page.getByRole('menuitemradio', { name: /osprey-reason/ }).click();
    await ask(page, 'What is 5 * 5?');
    await expect(lastAnswer(page).getByRole('alert')).toContainText('No model could answer.');
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(lastAnswer(page)).toContainText('25');
  await expect(lastAnswer(page).getByRole('button', { name: 'Copy answer' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('article', { name: 'Answer' })).toHaveCount(1);
});

test('starts a new chat, and finds the old one again', async ({ signedIn: page }) => {
  await ask(page, 'What is 12 * 7?');
  await expect(lastAnswer(page)).toContainText('84');
  const address = page.url();
  await page.getByRole('link', { name: 'New chat' }).click();
  await expect(page.getByRole('heading', { name: 'Ask something' })).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Conversations' })
    .getByRole('link', { name: /What is 12/ })
    .first()
    .click();
  await expect(page).toHaveURL(address);
  await expect(lastAnswer(page)).toContainText('84');
});

test('sends a follow-up with the previous messages', async ({ signedIn: page }) => {
  await ask(page, 'What is 12 * 7?');
  await expect(lastAnswer(page)).toContainText('84');
  await ask(page, 'And what is 6 * 7?');
  await expect(lastAnswer(page)).toContainText('42');
  // Counted when it is settled, a moment after its end.
  const longer = async () => {
    const [last, first] = await query<{ tokens: number }>(
      'select input_tokens as tokens from requests order by created_at desc limit 2',
    );
    return (last?.tokens ?? 0) - (first?.tokens ?? 0);
  };
  await expect.poll(longer).toBeGreaterThan(0);
});

test('shows HTML in markdown as text', async ({ signedIn: page }) => {
  await ask(
    page,
    'Summarize this: <img src=x onerror="window.hacked=1"> The first sentence is here for you. The second sentence is a little longer than the first one. The third ends it all.',
  );
  await expect(lastAnswer(page)).toContainText('Sandbox answer');
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(lastAnswer(page).locator('img')).toHaveCount(0);
});

test('withdraws a rating when the same thumb is pressed again', async ({ signedIn: page }) => {
  await ask(page, 'What is 2 + 2?');
  const bad = lastAnswer(page).getByRole('button', { name: 'Bad answer' });
  await bad.click();
  await expect(bad).toHaveAttribute('aria-pressed', 'true');
  await bad.click();
  await expect(bad).toHaveAttribute('aria-pressed', 'false');
  await expect
    .poll(async () =>
      (await query('select kind from feedback order by created_at desc limit 2')).map(
        (row) => (row as { kind: string }).kind,
      ),
    )
    .toEqual(['reversal', 'rating']);
});

test('attaches CSV that Windows calls a workbook; a sent file can be opened and saved', async ({
  signedIn: page,
  context,
}) => {
  await page.getByLabel('Files to attach').setInputFiles([
    { name: 'chart.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') },
    { name: 'prices.csv', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('bolt,3') },
  ]);
  await expect(page.getByRole('list', { name: 'Attachments to send' }).getByRole('listitem')).toHaveCount(2);
  await ask(page, 'What is in the chart, and what does a bolt cost?');
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  const sent = page.getByRole('list', { name: 'Attachments', exact: true });
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    sent.getByRole('link', { name: 'prices.csv' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('prices.csv');
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    sent.getByRole('link', { name: 'chart.png' }).click(),
  ]);
  await tab.waitForLoadState();
  expect(tab.url()).toMatch(/^blob:/);
  expect(await tab.evaluate(() => document.querySelector('img')?.naturalWidth)).toBe(1);
  await tab.close();
});

test('a corrected category that did not reach the server is reverted with a message', async ({ signedIn: page }) => {
  page.removeAllListeners('console');
  await ask(page, 'What is 2 + 2?');
  await expect(lastAnswer(page).getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 20_000 });
  await lastAnswer(page).getByRole('button', { name: 'why?' }).click();
  const fix = lastAnswer(page).getByLabel('Wrong category?');
  const guessed = await fix.inputValue();
  await page.route('**/playground/**', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.fallback(),
  );
  await fix.selectOption(guessed === 'creative' ? 'reasoning' : 'creative');
  await expect(lastAnswer(page).getByText('Could not save the correction. Try again.')).toBeVisible();
  await expect(fix).toHaveValue(guessed);
});

test('does not open another user’s conversation', async ({ signedIn: page }) => {
  page.removeAllListeners('console');
  const theirs = 'conv_0000000000000000000000';
  await query(`insert into users (id, email, name, password_hash) values ('usr_other', 'other@example.com', 'O', '-')`);
  await query(
    `insert into conversations (id, team_id, user_id, title)
      select $1, team_id, 'usr_other', 'Secret' from memberships limit 1`,
    [theirs],
  );
  const response = await page.goto(`${ORIGIN()}/playground/${theirs}`);
  expect(response?.status()).toBe(404);
  await expect(page.getByText('Page not found')).toBeVisible();
});

test('follows the text only while the reader is at the bottom', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 1000, height: 420 });
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('menuitemradio', { name: /osprey-reason/ }).click();
  await ask(page, 'Give me advice on moving to another city.');
  await expect(page.getByText('Start from the outcome')).toBeVisible({ timeout: 15_000 });
  const scroller = page.locator('section[aria-label=Conversation] > div').first();
  const heightOf = () => scroller.evaluate((element) => element.scrollHeight);
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBeGreaterThan(40);
  await scroller.evaluate((element) => element.scrollTo({ top: 0 }));
  const height = await heightOf();
  await expect.poll(heightOf).toBeGreaterThan(height);
  expect(await scroller.evaluate((element) => element.scrollTop)).toBeLessThan(40);
  await page.getByRole('button', { name: 'Latest' }).click();
  await expect
    .poll(() => scroller.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight))
    .toBeLessThan(60);
});
