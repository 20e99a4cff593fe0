import fs from 'node:fs';
import pg from 'pg';
import { test as base, expect, type Page } from 'playwright/test';

export const ORIGIN = () => process.env.E2E_ORIGIN ?? '';
export const OWNER = { name: 'Ada Owner', email: 'ada@example.com', password: 'correct horse battery' };

const SESSION = process.env.E2E_SESSION_FILE ?? '';

/** A page whose console stays quiet: an unexpected error fails the test. */
export const test = base.extend<{ quiet: undefined; signedIn: Page; asOwner: Page }>({
  quiet: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
      });
      page.on('pageerror', (error) => errors.push(error.message));
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
  /** The playground as the owner sees it, who is created when this is the first test. */
  signedIn: async ({ page }, use) => {
    await comeIn(page);
    await use(page);
  },
  /** The owner's browser before it has opened anything: for tests that begin elsewhere. */
  asOwner: async ({ page }, use) => {
    if (fs.existsSync(SESSION)) await bringCookies(page);
    else await comeIn(page);
    await use(page);
  },
});

async function bringCookies(page: Page): Promise<void> {
  await page.context().addCookies(JSON.parse(fs.readFileSync(SESSION, 'utf8')));
}

async function comeIn(page: Page): Promise<void> {
  if (fs.existsSync(SESSION)) await bringCookies(page);
  await page.goto(`${ORIGIN()}/playground`);
  if (page.url().includes('/setup')) await createOwner(page);
  if (page.url().includes('/login')) {
    await signIn(page);
    fs.writeFileSync(SESSION, JSON.stringify(await page.context().cookies()));
  }
}

export async function createOwner(page: Page): Promise<void> {
  await page.goto(process.env.E2E_SETUP_LINK ?? '');
  await page.getByLabel('Name').fill(OWNER.name);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Create owner' }).click();
  await page.waitForURL('**/playground/conv_*');
}

export async function signIn(page: Page, email = OWNER.email): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/playground/conv_*');
}

/** Asks, as soon as the answer before it has ended. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('Your message').fill(question);
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);
  await page.keyboard.press('Enter');
}

export const lastAnswer = (page: Page) => page.getByRole('article', { name: 'Answer' }).last();

/** Every question from here on goes to one model, or to the router by a policy. */
export async function chooseModel(page: Page, model: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('menuitemradio', { name: model }).click();
}

/** What the server's database says. */
export async function query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  const { rows } = await client.query(sql, values);
  await client.end();
  return rows;
}

/** Sets a fault of the sandbox for the length of a test. */
export async function withFault(model: string, fault: string, run: () => Promise<void>): Promise<void> {
  const control = process.env.E2E_SANDBOX_CONTROL ?? '';
  const body = JSON.stringify({ model, fault, ...(/^(cut|stall)$/.test(fault) && { afterPieces: 8 }) });
  const response = await fetch(control, { method: 'POST', body });
  expect(response.status).toBe(200);
  try {
    await run();
  } finally {
    await fetch(control, { method: 'DELETE' });
  }
}

export { expect };
