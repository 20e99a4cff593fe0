/**
 * Prisma's schema engine without its native download: the same engine as WebAssembly, talking to PostgreSQL through
 * adapter-pg. A development tool: schema-engine.mjs answers Prisma's CLI with it.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const require = createRequire(import.meta.url);

/** Catalog types that adapter-pg rejects: "char", name and arrays of them. */
const CATALOG_TYPES = {
  18: ColumnTypeEnum.Character,
  19: ColumnTypeEnum.Text,
  1002: ColumnTypeEnum.CharacterArray,
  1003: ColumnTypeEnum.TextArray,
};
const COMMON_TYPES = {
  16: ColumnTypeEnum.Boolean,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  25: ColumnTypeEnum.Text,
  26: ColumnTypeEnum.Int64,
  700: ColumnTypeEnum.Float,
  701: ColumnTypeEnum.Double,
  1000: ColumnTypeEnum.BooleanArray,
  1005: ColumnTypeEnum.Int32Array,
  1007: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
  1016: ColumnTypeEnum.Int64Array,
  1028: ColumnTypeEnum.Int64Array,
  1043: ColumnTypeEnum.Text,
};
const NAME_ARRAYS = new Set([1002, 1003]);
const READ_AS_TEXT = new Set([20, 26]);

let instance;

/** Instantiates the module explicitly, once: Node 20 cannot import .wasm files. */
async function load() {
  if (!instance) {
    const file = path.join(path.dirname(require.resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
    ({ instance } = await WebAssembly.instantiate(fs.readFileSync(file), { './schema_engine_bg.js': bindings }));
    bindings.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
  }
  return bindings.SchemaEngine;
}

/** Opens a schema engine on a database. `datamodels` are `[path, content]` pairs. */
export async function openSchemaEngine(url, datamodels) {
  const SchemaEngine = await load();
  return SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapterFactory(url)));
}

function adapterFactory(url) {
  const factory = new PrismaPg({ connectionString: url });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => adaptForEngine(await connect(), url);
  factory.connectToShadowDb = () => connectToShadow(url);
  return factory;
}

/** adapter-pg's own shadow connection opens the main database when it was given a connection string. */
async function connectToShadow(url) {
  const database = `prisma_shadow_${randomUUID()}`;
  await execute(url, `create database "${database}"`);
  const shadowUrl = new URL(url);
  shadowUrl.pathname = `/${database}`;
  const adapter = adaptForEngine(await new PrismaPg({ connectionString: shadowUrl.href }).connect(), shadowUrl.href);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await execute(url, `drop database if exists "${database}" with (force)`);
  };
  return adapter;
}

async function execute(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function adaptForEngine(adapter, url) {
  runScriptsWhole(adapter);
  readCatalogTypes(adapter, url);
  return adapter;
}

/**
 * Sends a migration as one query, as Prisma's native engine does, so that PostgreSQL applies all of it or nothing.
 * adapter-pg splits it at every semicolon, also within a function's body.
 */
function runScriptsWhole(adapter) {
  adapter.executeScript = async (script) => {
    await adapter
      .underlyingDriver()
      .query(script)
      .catch((error) => adapter.onError(error));
  };
}

function readCatalogTypes(adapter, url) {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = (query) =>
    queryRaw(query).catch((error) => {
      if ((error.cause?.kind ?? error.kind) !== 'UnsupportedNativeDataType') throw error;
      return queryCatalog(url, query);
    });
}

async function queryCatalog(url, { sql, args }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query({ text: sql, values: args, rowMode: 'array', types: { getTypeParser } });
    return {
      columnNames: result.fields.map((field) => field.name),
      columnTypes: result.fields.map(columnType),
      rows: result.rows,
    };
  } finally {
    await client.end();
  }
}

function getTypeParser(oid, format) {
  if (NAME_ARRAYS.has(oid)) return pg.types.getTypeParser(1009, 'text');
  return READ_AS_TEXT.has(oid) ? (value) => value : pg.types.getTypeParser(oid, format);
}

function columnType({ dataTypeID }) {
  return CATALOG_TYPES[dataTypeID] ?? COMMON_TYPES[dataTypeID] ?? ColumnTypeEnum.Text;
}

export const NO_FILTERS = { externalTables: [], externalEnums: [] };
