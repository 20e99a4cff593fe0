#!/usr/bin/env node
/** Prisma's CLI without its engine download: `npm run prisma -- migrate dev --name what_changes`. */
import { runPrisma } from './run.mjs';

process.exitCode = await runPrisma(process.argv.slice(2), process.env);
