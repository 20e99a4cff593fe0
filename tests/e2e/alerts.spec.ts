import { createHmac } from 'node:crypto';
import type { Page } from 'playwright/test';
import { startSmtpListener } from '../support/fakes/smtp-listener';
import { startWebhookReceiver } from '../support/fakes/webhook-receiver';
import { expect, ORIGIN, OWNER, query, test } from './fixtures';

const openAlerts = (page: Page) => page.goto(`${ORIGIN()}/settings/alerts`);
const card = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, level: 2, exact: true }) });
const bell = (page: Page) => page.getByRole('button', { name: /^Alerts: / }).locator('visible=true');

/** A budget that has just reached its 85 % step, as a settlement writes it. */
async function reachStep(budgetId: string): Promise<void> {
  await query(
    `insert into budgets (id, scope, team_id, period, limit_nano_usd, ladder, period_start)
     select $1, 'team', id, 'month', 50000000000, '[]', date_trunc('month', now()) from teams order by created_at limit 1`,
    [budgetId],
  );
  await query(
    `insert into budget_alerts (budget_id, period_start, percent, action, spent_nano_usd, limit_nano_usd)
     values ($1, date_trunc('month', now()), 85, 'cheapest', 43200000000, 50000000000)`,
    [budgetId],
  );
}

test.afterEach(async () => {
  await query("delete from budgets where id like 'bud_e2e%'");
  await query("delete from settings where key in ('alert_webhook', 'alert_mail')");
});

test('a webhook: its secret is shown once, a test shows its result, an alert arrives and appears in the bell menu', async ({
  signedIn: page,
}) => {
  test.slow();
  const receiver = await startWebhookReceiver();
  await openAlerts(page);
  const webhook = card(page, 'Webhook');
  await webhook.getByLabel('URL').fill('http://169.254.169.254/');
  await webhook.getByRole('button', { name: 'Save webhook' }).click();
  await expect(webhook.getByRole('alert')).toContainText('link-local');

  await webhook.getByLabel('URL').fill(receiver.url);
  await webhook.getByRole('button', { name: 'Save webhook' }).click();
  const secret = (await webhook.getByTestId('webhook-secret').textContent()) ?? '';
  await webhook.getByRole('button', { name: 'Send test' }).click();
  await expect(webhook.getByRole('status').filter({ hasText: 'answered 204' })).toBeVisible();
  const [got] = receiver.received;
  const signed = `${got?.headers['webhook-id']}.${got?.headers['webhook-timestamp']}.${got?.body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(got?.headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);

  receiver.statuses.push(500);
  await webhook.getByRole('button', { name: 'Send test' }).click();
  await expect(webhook.getByRole('alert')).toContainText('answered 500');

  await reachStep('bud_e2e_hook');
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(3);
  await page.reload();
  await expect(webhook.getByTestId('webhook-secret')).toHaveCount(0);
  const latest = page.getByRole('list', { name: 'Latest alerts' }).getByRole('listitem').first();
  await expect(latest).toContainText('85 % of its monthly budget of $50 is spent');
  await expect(latest).toContainText('delivered');

  await expect(bell(page)).toHaveAccessibleName('Alerts: 1 new');
  await bell(page).click();
  // A reload would cut off the action that stores the dismissal.
  const stored = page.waitForResponse((response) => response.request().method() === 'POST');
  await page
    .getByRole('dialog', { name: 'Alerts' })
    .getByRole('button', { name: /^Dismiss: / })
    .click();
  await expect(page.getByText('No new alerts.')).toBeVisible();
  await stored;
  await page.keyboard.press('Escape');
  await expect(bell(page)).toBeFocused();
  await page.reload();
  await expect(bell(page)).toHaveAccessibleName('Alerts: none new');
  await receiver.close();
});

test('e-mail: the mail server’s own words when it refuses, and a budget’s further addresses', async ({
  signedIn: page,
}) => {
  test.slow();
  const smtp = await startSmtpListener({ password: 'open sesame' });
  await reachStep('bud_e2e_mail');
  await openAlerts(page);
  const mail = card(page, 'E-mail');
  await mail.getByLabel('Server').fill('127.0.0.1');
  await mail.getByLabel('Encryption').selectOption('none');
  await mail.getByLabel('Port').fill(String(smtp.port));
  await mail.getByLabel('User name').fill('a3m');
  await mail.getByLabel('Password').fill('wrong');
  await mail.getByLabel('From').fill('alerts@example.com');
  await mail.getByRole('button', { name: 'Save mail server' }).click();
  await mail.getByRole('button', { name: 'Send test' }).click();
  await expect(mail.getByRole('alert')).toContainText('does not accept the user name or password');

  await mail.getByLabel('Password').fill('open sesame');
  await mail.getByRole('button', { name: 'Save mail server' }).click();
  await expect(mail.getByRole('button', { name: 'Send test' })).toBeEnabled();
  await mail.getByRole('button', { name: 'Send test' }).click();
  await expect(mail.getByText(`accepted the message for ${OWNER.email}`)).toBeVisible();
  // An e-mail about the budget may have arrived as well.
  const tests = smtp.mails.filter(({ data }) => data.includes('Subject: A3M Router: test message'));
  expect(tests.map(({ to }) => to)).toEqual([OWNER.email]);

  await mail.getByLabel('Server').fill('localhost');
  await mail.getByRole('button', { name: 'Save mail server' }).click();
  await expect(mail.getByRole('alert')).toContainText('Enter the password again');

  const row = card(page, 'Recipients').getByRole('form').first();
  await row.getByLabel('Additional e-mail addresses').fill('finance@example.com, nobody');
  await row.getByRole('button', { name: 'Save' }).click();
  await expect(row.getByRole('alert')).toContainText('Enter a valid e-mail address.');
  await row.getByLabel('Additional e-mail addresses').fill('finance@example.com');
  await row.getByRole('button', { name: 'Save' }).click();
  await expect(row.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(row.getByLabel('Additional e-mail addresses')).toHaveValue('finance@example.com');
  await smtp.close();
});

test('on a phone nothing overflows, and a member who is not an admin sees no settings', async ({ signedIn: page }) => {
  await reachStep('bud_e2e_phone');
  await page.setViewportSize({ width: 390, height: 844 });
  await openAlerts(page);
  await expect(page.getByRole('list', { name: 'Latest alerts' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  await query('update users set role = $1::role where email = $2', ['member', OWNER.email]);
  try {
    await page.reload();
    await expect(page.getByText('Only an owner or an admin can see alert settings.')).toBeVisible();
    await expect(page.getByLabel('URL')).toHaveCount(0);
  } finally {
    await query('update users set role = $1::role where email = $2', ['owner', OWNER.email]);
  }
});
