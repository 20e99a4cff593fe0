#!/usr/bin/env node
/** Prisma's CLI where its engine download cannot be reached: `node scripts/prisma/cli.mjs migrate dev --name x`. */
import { runPrisma } from './run.mjs';

process.exitCode = await runPrisma(process.argv.slice(2), process.env);
