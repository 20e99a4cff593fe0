-- CreateEnum
CREATE TYPE "alert_channel" AS ENUM ('webhook', 'email');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('waiting', 'delivered', 'failed');

-- AlterTable
ALTER TABLE "budgets" ADD COLUMN     "alert_emails" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "alerts_webhook" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "budget_alerts" ADD COLUMN     "id" TEXT NOT NULL DEFAULT 'alr_' || replace(gen_random_uuid()::text, '-', ''),
ADD COLUMN     "planned_at" TIMESTAMPTZ(3);

-- What was reached before anybody could be told is shown, not sent.
UPDATE "budget_alerts" SET "planned_at" = "created_at";

-- CreateTable
CREATE TABLE "alert_deliveries" (
    "alert_id" TEXT NOT NULL,
    "channel" "alert_channel" NOT NULL,
    "target" TEXT NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_deliveries_pkey" PRIMARY KEY ("alert_id","channel","target")
);

-- CreateTable
CREATE TABLE "alerts_seen" (
    "alert_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alerts_seen_pkey" PRIMARY KEY ("alert_id","user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "budget_alerts_id_key" ON "budget_alerts"("id");

-- Partial, which Prisma cannot express: every process asks for these every few seconds, and there are next to none.
CREATE INDEX "budget_alerts_unplanned_idx" ON "budget_alerts"("created_at") WHERE "planned_at" IS NULL;
CREATE INDEX "alert_deliveries_waiting_idx" ON "alert_deliveries"("next_at") WHERE "state" = 'waiting';

-- AddForeignKey
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "budget_alerts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts_seen" ADD CONSTRAINT "alerts_seen_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "budget_alerts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts_seen" ADD CONSTRAINT "alerts_seen_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
