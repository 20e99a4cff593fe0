-- AlterTable
ALTER TABLE "rollup_spend_hourly" ADD COLUMN     "timeouts" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "rollup_model_ttft_hourly" (
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "team_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,

    CONSTRAINT "rollup_model_ttft_hourly_pkey" PRIMARY KEY ("team_id","hour","provider","model","bucket")
);

-- The latest failed calls, without reading those that went well.
CREATE INDEX "attempts_failed_started_at_idx" ON "attempts" ("started_at" DESC) WHERE "outcome" = 'failed';

-- The day that the page looks back on is counted from the ledger. From here on settling counts.
INSERT INTO "rollup_model_ttft_hourly"
SELECT date_trunc('hour', r."created_at", 'UTC'), r."team_id", a."provider", a."model",
  floor(ln(greatest(a."ttft_ms", 1)) / ln(1.1))::int, count(*)
FROM "requests" r JOIN "attempts" a ON a."request_id" = r."id"
WHERE r."created_at" >= date_trunc('hour', now(), 'UTC') - interval '1 day' AND a."ttft_ms" IS NOT NULL
GROUP BY 1, 2, 3, 4, 5;

UPDATE "rollup_spend_hourly" rollup SET "timeouts" = counted."timeouts"
FROM (
  SELECT date_trunc('hour', r."created_at", 'UTC') AS "hour", r."team_id", a."provider", a."model", count(*) AS "timeouts"
  FROM "requests" r JOIN "attempts" a ON a."request_id" = r."id"
  WHERE r."created_at" >= date_trunc('hour', now(), 'UTC') - interval '1 day' AND a."failure_kind" = 'timeout'
  GROUP BY 1, 2, 3, 4
) counted
WHERE (rollup."hour", rollup."team_id", rollup."provider", rollup."model")
  = (counted."hour", counted."team_id", counted."provider", counted."model");
