import { z } from 'zod';
import { PROVIDERS, type ProviderSettings } from './providers/registry';

const text = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();

const schema = z.object({
  DATABASE_URL: text,
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  A3M_DATA_DIR: z.string().default('.data'),
  NEXTAUTH_URL: text,
  NEXTAUTH_SECRET: text,
  A3M_ENCRYPTION_KEY: text,
  ADMIN_EMAIL: text.pipe(z.email().optional()),
  ADMIN_PASSWORD: text,
  A3M_SANDBOX: z.enum(['auto', 'on', 'off']).default('auto'),
  A3M_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** How long open streams may continue after SIGTERM. */
  A3M_DRAIN_SECONDS: z.coerce.number().min(0).max(3_600).default(30),
  A3M_METRICS_TOKEN: text,
  A3M_URL: z.string().default('http://localhost:3000'),
  A3M_API_KEY: text,
  /** Set by the start script: stop when this process ends. */
  A3M_PARENT_PID: z.coerce.number().optional(),
});

export type Env = z.infer<typeof schema> & { providers: Record<string, ProviderSettings> };

/**
 * Parses the environment; the only reader of `process.env`. Throws an `Error` that names each invalid variable.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not usable. ${problems.join('; ')}.`);
  }
  return { ...parsed.data, providers: providerSettings(source) };
}

/** The public origin of the pages, without a trailing slash. */
export function publicOrigin({ NEXTAUTH_URL, PORT }: Pick<Env, 'NEXTAUTH_URL' | 'PORT'>): string {
  return NEXTAUTH_URL?.replace(/\/+$/, '') ?? `http://localhost:${PORT}`;
}

function providerSettings(source: Record<string, string | undefined>): Record<string, ProviderSettings> {
  return Object.fromEntries(
    PROVIDERS.map(({ id, keyVariables, baseUrlVariable }) => {
      const apiKey = keyVariables.map((name) => source[name]?.trim()).find(Boolean);
      const baseUrl = source[baseUrlVariable]?.trim();
      return [id, { ...(apiKey && { apiKey }), ...(baseUrl && { baseUrl }) }];
    }),
  );
}

/** Every variable the product reads, for `.env.example` and the test that keeps it in step. */
export function environmentVariables(): string[] {
  const internal = new Set(['A3M_PARENT_PID']);
  const own = Object.keys(schema.shape).filter((name) => !internal.has(name));
  return [...own, ...PROVIDERS.flatMap(({ keyVariables, baseUrlVariable }) => [...keyVariables, baseUrlVariable])];
}
