import pg from 'pg';
import { type BrowserContext, test as base, expect, type Page, request } from 'playwright/test';
import { OWNER } from './owner';
import { START_TIMEOUT_MS, startServer, type TestServer } from './server';

export { OWNER };

/** Set for each spec file by its server, below. */
export const ORIGIN = () => process.env.E2E_ORIGIN ?? '';

type Cookies = Parameters<ReturnType<Page['context']>['addCookies']>[0];

interface TestFixtures {
  quiet: undefined;
  /** The playground, signed in as the owner. */
  signedIn: Page;
  /** The owner's browser before it has opened anything: for tests that begin on another page. */
  asOwner: Page;
}

interface WorkerFixtures {
  /** False for the first run: `test.use({ hasOwner: false })`. */
  hasOwner: boolean;
  /** A server and a database for this spec file alone: each file is a project, and a worker serves one project. */
  server: TestServer;
  /** The owner's session cookies. */
  session: Cookies;
  /** One browser context for the desktop tests of a file: its HTTP and code caches stay warm, its storage does not. */
  desktop: BrowserContext;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  hasOwner: [true, { option: true, scope: 'worker' }],
  server: [
    async ({ hasOwner }, use) => {
      const server = await startServer(process.env.DATABASE_URL ?? '', hasOwner);
      Object.assign(process.env, {
        E2E_ORIGIN: server.origin,
        E2E_DATABASE_URL: server.databaseUrl,
        E2E_SANDBOX_CONTROL: server.sandboxControl,
        E2E_SETUP_LINK: server.setupLink ?? '',
      });
      await use(server);
      await server.close();
    },
    { auto: true, scope: 'worker', timeout: START_TIMEOUT_MS + 10_000 },
  ],
  session: [
    async ({ server }, use) => {
      await use(await ownerSession(server.origin));
    },
    { scope: 'worker' },
  ],
  desktop: [
    async ({ browser }, use, { project }) => {
      const { viewport, contextOptions } = project.use;
      const context = await browser.newContext({ ...contextOptions, viewport: viewport ?? null });
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ browser, contextOptions, desktop, isMobile, hasTouch, viewport }, use) => {
    if (isMobile) {
      const phone = await browser.newContext({ ...contextOptions, viewport, isMobile, hasTouch });
      await use(phone);
      return phone.close();
    }
    await use(desktop);
    await forget(desktop);
  },
  /** An unexpected error on the page's console fails the test. */
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
  signedIn: async ({ asOwner: page }, use) => {
    await page.goto(`${ORIGIN()}/playground`);
    await use(page);
  },
  asOwner: async ({ page, session }, use) => {
    await page.context().addCookies(session);
    await use(page);
  },
});

/** Closes the pages of a context and clears what they stored: cookies, permissions, local storage. */
async function forget(context: BrowserContext): Promise<void> {
  await context.unrouteAll();
  await context.clearCookies();
  await context.clearPermissions();
  const pages = context.pages();
  for (const page of pages) await page.close();
  const blank = await context.newPage();
  const session = await context.newCDPSession(blank);
  const storageTypes = 'local_storage,indexeddb,cache_storage,service_workers';
  await session.send('Storage.clearDataForOrigin', { origin: ORIGIN(), storageTypes });
  await blank.close();
}

/** Signs the owner in over HTTP, as the sign-in form does. */
async function ownerSession(origin: string): Promise<Cookies> {
  const client = await request.newContext({ baseURL: origin });
  const { csrfToken } = await (await client.get('/api/auth/csrf')).json();
  const response = await client.post('/api/auth/callback/credentials', {
    form: { csrfToken, email: OWNER.email, password: OWNER.password, json: 'true' },
  });
  expect(response.ok(), 'the owner can sign in').toBe(true);
  const { cookies } = await client.storageState();
  await client.dispose();
  return cookies;
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

/** Runs a statement in the server's database. */
export async function query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
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
