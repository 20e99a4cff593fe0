-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "process_id" TEXT,
ADD COLUMN     "reserved_nano_usd" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "processes" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_as" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "circuits" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "processes_pkey" PRIMARY KEY ("id")
);
