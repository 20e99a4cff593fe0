/** Read by Prisma's CLI only; the app connects through lib/db/client.ts. */
export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost:5432/a3m' },
};
