-- CreateEnum
CREATE TYPE "budget_scope" AS ENUM ('workspace', 'team', 'key', 'member');

-- CreateEnum
CREATE TYPE "budget_period" AS ENUM ('day', 'week', 'month', 'total');

-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "budget_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "time_zone" TEXT NOT NULL DEFAULT 'UTC';

-- CreateTable
CREATE TABLE "budgets" (
    "id" TEXT NOT NULL,
    "scope" "budget_scope" NOT NULL,
    "team_id" TEXT,
    "key_id" TEXT,
    "user_id" TEXT,
    "period" "budget_period" NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "limit_nano_usd" BIGINT NOT NULL,
    "ladder" JSONB NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "spent_nano_usd" BIGINT NOT NULL DEFAULT 0,
    "reserved_nano_usd" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "budgets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_alerts" (
    "budget_id" TEXT NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "percent" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "spent_nano_usd" BIGINT NOT NULL,
    "limit_nano_usd" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_alerts_pkey" PRIMARY KEY ("budget_id","period_start","percent")
);

-- CreateIndex
CREATE INDEX "budgets_scope_team_id_idx" ON "budgets"("scope", "team_id");

-- CreateIndex
CREATE INDEX "budget_alerts_created_at_idx" ON "budget_alerts"("created_at");

-- AddForeignKey
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_alerts" ADD CONSTRAINT "budget_alerts_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budgets"("id") ON DELETE CASCADE ON UPDATE CASCADE;
