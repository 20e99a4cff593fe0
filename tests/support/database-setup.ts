import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { bundle } from '../../scripts/steps/build.mjs';
import { applyMigrations } from '../../scripts/steps/migrations.mjs';

const TEMPLATE = `a3m_template_${process.pid}`;

declare module 'vitest' {
  export interface ProvidedContext {
    adminUrl: string;
    templateDatabase: string;
  }
}

/** Bundles the server, and migrates one template database; each test file clones its own from it. */
export default async function setup(project: TestProject) {
  const adminUrl = process.env.DATABASE_URL;
  if (!adminUrl) throw new Error('Integration tests need DATABASE_URL; `npm test` brings a PostgreSQL along.');
  shared[ONCE] ??= makeTemplate(adminUrl);
  await shared[ONCE];
  project.provide('adminUrl', adminUrl);
  project.provide('templateDatabase', TEMPLATE);
  return () => run(adminUrl, `drop database if exists "${TEMPLATE}" with (force)`);
}

/** Every project sets itself up, all at the same time; the template is made once. */
const ONCE = Symbol.for('a3m-router.test-template');
const shared = globalThis as { [ONCE]?: Promise<void> };

async function makeTemplate(adminUrl: string): Promise<void> {
  await bundle();
  await run(adminUrl, `create database "${TEMPLATE}"`);
  const templateUrl = new URL(adminUrl);
  templateUrl.pathname = `/${TEMPLATE}`;
  await applyMigrations(templateUrl.href, path.resolve('prisma/migrations'));
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
