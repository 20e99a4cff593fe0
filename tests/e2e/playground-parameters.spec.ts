import type { Page } from 'playwright/test';
import { ask, expect, lastAnswer, ORIGIN, query, test } from './fixtures';

const CODE = 'Write a Python function that groups items by key.';
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const png = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') });

const panel = (page: Page) => page.getByRole('complementary', { name: 'Parameters' });
const composer = (page: Page) => page.getByLabel('Your message');
const toSend = (page: Page) => page.getByRole('list', { name: 'Attachments to send' });

interface Asked {
  model: string;
  decision: { qualityWeight: number; policy: string; mode: string; exclusions: { model: string; code: string }[] };
  input_tokens: number;
}

/** The request behind the last answer, once it is settled. */
async function lastRequest(): Promise<Asked> {
  const read = async () =>
    (await query<Asked & { status: string }>('select * from requests order by created_at desc limit 1'))[0];
  await expect.poll(async () => (await read())?.status).not.toBe('pending');
  return (await read()) as Asked;
}

/** Files as the clipboard or the desktop hands them over. */
async function handOver(page: Page, how: 'paste' | 'drop', files: { name: string; type: string; base64: string }[]) {
  await composer(page).evaluate(
    (area, { how, files }) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      const common = { bubbles: true, cancelable: true };
      area.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { ...common, clipboardData: transfer })
          : new DragEvent('drop', { ...common, dataTransfer: transfer }),
      );
    },
    { how, files },
  );
}

async function choose(page: Page, model: string) {
  await panel(page)
    .getByRole('button', { name: /^Choose a model/ })
    .click();
  await page.getByLabel('Search models').fill(model);
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('button', { name: new RegExp(`^Choose a model: .*${model}`) })).toBeVisible();
}

test('sends the parameters of the side panel, and saves them with the chat', async ({ signedIn: page }) => {
  await expect(panel(page).getByText('balanced · 0.45')).toBeVisible();
  await panel(page).getByRole('slider', { name: 'Quality weight' }).press('End');
  await expect(panel(page).getByText('this chat · 1.00')).toBeVisible();
  await panel(page).getByLabel('System prompt').fill('You are terse. '.repeat(100));
  await panel(page).getByLabel('Max tokens', { exact: true }).fill('10');
  await panel(page).getByLabel('Temperature', { exact: true }).fill('0.3');
  await ask(page, CODE);
  await expect(lastAnswer(page).getByRole('button', { name: 'Copy answer' })).toBeVisible();

  const { decision, input_tokens } = await lastRequest();
  expect([decision.mode, decision.qualityWeight]).toEqual(['auto', 1]);
  // The system prompt alone is more than 300 tokens, and an answer of ten tokens has about forty characters.
  expect(input_tokens).toBeGreaterThan(300);
  const [stored] = await query<{ content: string; settings: { temperature: number; maxTokens: number } }>(
    `select content, settings from messages join conversations on conversations.id = conversation_id
     where role = 'assistant' order by messages.created_at desc limit 1`,
  );
  expect(stored?.content.length).toBeLessThan(60);
  expect(stored?.settings).toMatchObject({ temperature: 0.3, maxTokens: 10 });

  await page.reload();
  await expect(panel(page).getByLabel('Max tokens', { exact: true })).toHaveValue('10');
  await expect(panel(page).getByText('this chat · 1.00')).toBeVisible();
  await panel(page).getByRole('button', { name: 'Reset max tokens' }).click();
  await panel(page).getByRole('button', { name: 'Reset policy' }).click();
  await expect(panel(page).getByLabel('Max tokens', { exact: true })).toHaveValue('');
  await expect(panel(page).getByText('balanced · 0.45')).toBeVisible();
});

test('rejects an invalid number with a message, and does not use it', async ({ signedIn: page }) => {
  await panel(page).getByLabel('Temperature', { exact: true }).fill('3');
  await expect(panel(page).getByText('Enter a number from 0 to 2.')).toBeVisible();
  await panel(page).getByLabel('Cost ceiling per answer').fill('free');
  await expect(panel(page).getByText('Enter an amount in dollars above zero')).toBeVisible();
  await panel(page).getByLabel('System prompt').focus();
  await expect(panel(page).getByLabel('Temperature', { exact: true })).toHaveValue('');
});

test('estimates the next answer, and keeps to a ceiling', async ({ signedIn: page }) => {
  await composer(page).fill(CODE);
  await expect(page.getByText(/next answer about \$0\.\d+/)).toBeVisible();
  await expect(page.getByTitle(/^Estimated for .+, which would answer now/)).toBeVisible();

  await panel(page).getByLabel('Cost ceiling per answer').fill('0.002');
  const note = panel(page).getByText(/excludes [1-5] models?/);
  await expect(note).toBeVisible();
  const count = Number(/\d/.exec((await note.textContent()) ?? '')?.[0]);
  await composer(page).press('Enter');
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  const { decision } = await lastRequest();
  expect(decision.exclusions.filter(({ code }) => code === 'cost-ceiling')).toHaveLength(count);

  await panel(page).getByLabel('Cost ceiling per answer').fill('0.000000001');
  await composer(page).fill('And now?');
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await expect(page.getByText(/No model can serve this request.*over the cost limit/)).toBeVisible();
  await panel(page).getByLabel('Cost ceiling per answer').fill('');
  await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled();
});

test('keeps parameters as presets', async ({ signedIn: page }) => {
  const menu = () => panel(page).getByRole('button', { name: /^Preset:/ });
  const pick = async (name: string | RegExp) => {
    await menu().click();
    await page.getByRole('menuitem', { name }).or(page.getByRole('menuitemradio', { name })).click();
  };
  await panel(page).getByLabel('System prompt').fill('Answer as a senior backend engineer.');
  await pick('Save as preset …');
  await page.getByRole('button', { name: 'Save preset' }).click();
  await expect(page.getByText('Give the preset a name.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('Everyday');
  await page.keyboard.press('Enter');
  await expect(menu()).toHaveText('Everyday');

  await panel(page).getByLabel('Max tokens', { exact: true }).fill('2048');
  await expect(menu()).toHaveText('Everyday, changed');
  await pick('Save as preset …');
  await page.getByRole('textbox', { name: 'Name' }).fill('Everyday');
  await page.keyboard.press('Enter');
  await expect(page.getByText('You have a preset named “Everyday” already.')).toBeVisible();
  await page.keyboard.press('Escape');
  await pick('Update “Everyday”');
  await expect(menu()).toHaveText('Everyday');
  await pick(/^Rename “Everyday”/);
  await page.getByRole('textbox', { name: 'Name' }).fill('Backend');
  await page.keyboard.press('Enter');
  await expect(menu()).toHaveText('Backend');

  // In another chat, after a reload, it is there to be picked.
  await page.goto(`${ORIGIN()}/playground`);
  await expect(panel(page).getByLabel('System prompt')).toHaveValue('');
  await pick('Backend');
  await expect(panel(page).getByLabel('System prompt')).toHaveValue('Answer as a senior backend engineer.');
  await expect(panel(page).getByLabel('Max tokens', { exact: true })).toHaveValue('2,048');
  await pick('Delete “Backend”');
  await expect(panel(page).getByText('Deleted “Backend”.')).toBeVisible();
  expect(await query('select name from presets')).toEqual([]);
  await panel(page).getByRole('button', { name: 'Undo' }).click();
  await expect(menu()).toHaveText('Backend');
  await pick('Reset all parameters');
  await expect(panel(page).getByLabel('System prompt')).toHaveValue('');
});

test('takes files by button, paste and drop, and names those it cannot', async ({ signedIn: page }) => {
  await page.getByLabel('Files to attach').setInputFiles([png('chart.png')]);
  await expect(toSend(page)).toContainText('chart.png');
  const text = Buffer.from('name,price\nbolt,3\n').toString('base64');
  await handOver(page, 'drop', [
    { name: 'prices.csv', type: 'text/csv', base64: text },
    { name: 'report.pdf', type: 'application/pdf', base64: text },
  ]);
  await expect(toSend(page)).toContainText('prices.csv');
  await expect(page.getByRole('alert').filter({ hasText: 'report.pdf' })).toContainText('report.pdf is not supported');
  await handOver(page, 'paste', [{ name: 'image.png', type: 'image/png', base64: PIXEL }]);
  await expect(toSend(page).getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: 'Remove image.png' }).click();
  await expect(toSend(page).getByRole('listitem')).toHaveCount(2);

  await ask(page, 'What is in the chart, and what does a bolt cost?');
  await expect(toSend(page)).toHaveCount(0);
  await expect(lastAnswer(page)).toContainText('Sandbox answer', { timeout: 20_000 });
  const files = await query('select name, media_type from attachments order by created_at desc, position limit 2');
  expect(files).toEqual([
    { name: 'chart.png', media_type: 'image/png' },
    { name: 'prices.csv', media_type: 'text/csv' },
  ]);
  const { decision } = await lastRequest();
  expect(decision.exclusions.filter(({ code }) => code === 'vision').length).toBeGreaterThan(0);

  await page.reload();
  const shown = page.getByRole('list', { name: 'Attachments' });
  await expect(shown.getByRole('link', { name: 'prices.csv' })).toBeVisible();
  const image = shown.getByRole('img', { name: 'chart.png' });
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);
  const href = await shown.getByRole('link', { name: 'prices.csv' }).getAttribute('href');
  const served = await page.request.get(`${ORIGIN()}${href}`);
  expect(served.headers()['content-disposition']).toMatch(/^attachment/);
  expect(served.headers()['x-content-type-options']).toBe('nosniff');
  expect(served.headers()['content-security-policy']).toContain('sandbox');
  expect(await served.text()).toBe('name,price\nbolt,3\n');
});

test('warns before sending that a pinned model cannot read images, and lists the models that can', async ({
  signedIn: page,
}) => {
  await choose(page, 'tern');
  await page.getByLabel('Files to attach').setInputFiles([png('chart.png')]);
  const warning = page.getByRole('status').filter({ hasText: 'cannot see images. Models that accept images:' });
  await expect(warning).toBeVisible();
  await warning.getByRole('button').first().click();
  await expect(warning).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled();
});

test('answers in JSON after a schema, and waits for the schema to be one', async ({ signedIn: page }) => {
  await panel(page).getByRole('switch', { name: 'JSON mode' }).click();
  const schema = panel(page).getByLabel('JSON schema');
  await schema.fill('{"type": "object", "properties": {"city": {"type": "text"}}}');
  await expect(panel(page).getByText('"text" is not a type at city.')).toBeVisible();
  await schema.fill('{"type": "object", "prop');
  await expect(panel(page).getByText('This is not valid JSON')).toBeVisible();
  await composer(page).fill('Where is the Eiffel tower?');
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await schema.fill('{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}');
  await expect(panel(page).getByText('Answers follow this schema.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled();
  await composer(page).press('Control+Enter');
  await expect(lastAnswer(page)).toContainText('{"city":"sandbox:', { timeout: 20_000 });
});

test('is used from the keyboard', async ({ signedIn: page }) => {
  await composer(page).fill('One line');
  await composer(page).press('Shift+Enter');
  await composer(page).pressSequentially('and 12 * 7?');
  await expect(composer(page)).toHaveValue('One line\nand 12 * 7?');
  await composer(page).press('Control+Enter');
  await expect(lastAnswer(page)).toContainText('84');
  await expect(composer(page)).toHaveValue('');
  await composer(page).press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Your question' })).toBeFocused();
  await page.keyboard.press('Escape');

  await panel(page)
    .getByRole('button', { name: /^Choose a model/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('heron');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText('Every message goes to this model.')).toBeVisible();
  await expect(panel(page).getByText('a model is pinned')).toBeVisible();
});

test('has the parameters in a sheet on a phone', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(panel(page)).toBeHidden();
  await page.getByRole('button', { name: 'Parameters' }).click();
  const sheet = page.getByRole('dialog', { name: 'Parameters' });
  await sheet.getByLabel('Max tokens', { exact: true }).fill('10');
  await sheet.getByRole('button', { name: 'Done' }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('button', { name: 'Parameters, changed' })).toBeVisible();
  await page.getByLabel('Files to attach').setInputFiles([png('a picture with quite a long name of its own.png')]);
  await composer(page).fill(CODE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole('button', { name: 'Parameters, changed' }).click();
  await expect(sheet.getByText(/^about \$0\.\d+/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(lastAnswer(page).getByRole('button', { name: 'Copy answer' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
