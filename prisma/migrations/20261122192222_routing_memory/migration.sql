-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "feedback_kind" ADD VALUE 'correction';
ALTER TYPE "feedback_kind" ADD VALUE 'vote';
ALTER TYPE "feedback_kind" ADD VALUE 'regenerate';
ALTER TYPE "feedback_kind" ADD VALUE 'stronger';
ALTER TYPE "feedback_kind" ADD VALUE 'cheaper';
ALTER TYPE "feedback_kind" ADD VALUE 'failure';

-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "context" JSONB,
ADD COLUMN     "effect" JSONB,
ADD COLUMN     "features" JSONB,
ADD COLUMN     "model" TEXT,
ADD COLUMN     "outcome" DOUBLE PRECISION,
ADD COLUMN     "reverses" "feedback_kind",
ADD COLUMN     "weight" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "policy_versions" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "quality_weight" DOUBLE PRECISION NOT NULL,
    "latency_weight" DOUBLE PRECISION NOT NULL,
    "exploration" DOUBLE PRECISION NOT NULL,
    "max_cost_nano_usd" BIGINT,
    "priority_order" TEXT[],
    "category_map" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" TEXT,

    CONSTRAINT "policy_versions_pkey" PRIMARY KEY ("name","version")
);

-- CreateTable
CREATE TABLE "learned_evidence" (
    "team_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "learned_evidence_pkey" PRIMARY KEY ("team_id","model")
);

-- CreateTable
CREATE TABLE "sessions" (
    "team_id" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("team_id","session")
);

-- CreateIndex
CREATE INDEX "learned_evidence_updated_at_idx" ON "learned_evidence"("updated_at");

-- CreateIndex
CREATE INDEX "sessions_updated_at_idx" ON "sessions"("updated_at");

-- CreateIndex
CREATE INDEX "feedback_team_id_model_created_at_idx" ON "feedback"("team_id", "model", "created_at");

-- AddForeignKey
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learned_evidence" ADD CONSTRAINT "learned_evidence_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "feedback_kind_created_at_idx" ON "feedback"("kind", "created_at");

-- Ratings given before memory existed are learned from too.
UPDATE "feedback" SET
    "model" = "requests"."model",
    "reverses" = CASE WHEN "feedback"."kind" = 'reversal' THEN 'rating'::"feedback_kind" END,
    "outcome" = CASE WHEN "feedback"."kind" = 'rating' THEN ("feedback"."rating" + 1) / 2 END,
    "weight" = CASE WHEN "feedback"."kind" = 'rating' THEN 1 END,
    "context" = jsonb_build_object(
        'category', "requests"."category",
        'difficulty', NULL,
        'probabilities', (
            SELECT jsonb_object_agg("name", CASE WHEN "name" = "requests"."category" THEN 1 ELSE 0 END)
            FROM unnest(ARRAY['simple', 'medium', 'reasoning', 'code', 'creative', 'summarization', 'multilingual']) AS "name"
        )
    )
FROM "requests"
WHERE "requests"."id" = "feedback"."request_id" AND "requests"."model" IS NOT NULL;
