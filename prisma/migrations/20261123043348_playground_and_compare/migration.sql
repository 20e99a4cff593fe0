-- CreateEnum
CREATE TYPE "vote_choice" AS ENUM ('answer', 'tie', 'all_bad');

-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "leaf_id" TEXT,
ADD COLUMN     "pinned_at" TIMESTAMPTZ(3),
ADD COLUMN     "settings" JSONB;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "consensus" JSONB,
ADD COLUMN     "parent_id" TEXT;

-- CreateTable
CREATE TABLE "attachments" (
    "id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "presets" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "presets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shares" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "conversation_id" TEXT,
    "leaf_id" TEXT,
    "comparison_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "shares_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comparisons" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "is_blind" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "comparisons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comparison_prompts" (
    "id" TEXT NOT NULL,
    "comparison_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "prompt" TEXT NOT NULL,
    "follows_id" TEXT,
    "order" INTEGER[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comparison_prompts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comparison_answers" (
    "prompt_id" TEXT NOT NULL,
    "column" INTEGER NOT NULL,
    "request_id" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comparison_answers_pkey" PRIMARY KEY ("prompt_id","column")
);

-- CreateTable
CREATE TABLE "votes" (
    "id" TEXT NOT NULL,
    "prompt_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "rater" TEXT NOT NULL,
    "choice" "vote_choice" NOT NULL,
    "winner" INTEGER,
    "models" TEXT[],
    "requests" TEXT[],
    "category" TEXT NOT NULL,
    "is_blind" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "votes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollup_pairs" (
    "team_id" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "category" TEXT NOT NULL,
    "is_blind" BOOLEAN NOT NULL,
    "model_a" TEXT NOT NULL,
    "model_b" TEXT NOT NULL,
    "wins_a" INTEGER NOT NULL,
    "wins_b" INTEGER NOT NULL,
    "ties" INTEGER NOT NULL,

    CONSTRAINT "rollup_pairs_pkey" PRIMARY KEY ("team_id","slot","category","is_blind","model_a","model_b")
);

-- CreateIndex
CREATE INDEX "attachments_message_id_idx" ON "attachments"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "presets_team_id_user_id_name_key" ON "presets"("team_id", "user_id", "name");

-- CreateIndex
CREATE INDEX "shares_conversation_id_idx" ON "shares"("conversation_id");

-- CreateIndex
CREATE INDEX "shares_comparison_id_idx" ON "shares"("comparison_id");

-- CreateIndex
CREATE INDEX "comparisons_user_id_updated_at_idx" ON "comparisons"("user_id", "updated_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "comparison_prompts_comparison_id_number_key" ON "comparison_prompts"("comparison_id", "number");

-- CreateIndex
CREATE INDEX "comparison_answers_request_id_idx" ON "comparison_answers"("request_id");

-- CreateIndex
CREATE INDEX "votes_prompt_id_rater_idx" ON "votes"("prompt_id", "rater");

-- CreateIndex
CREATE INDEX "votes_team_id_created_at_idx" ON "votes"("team_id", "created_at");

-- CreateIndex
CREATE INDEX "messages_parent_id_idx" ON "messages"("parent_id");

-- CreateIndex
CREATE INDEX "messages_request_id_idx" ON "messages"("request_id");

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presets" ADD CONSTRAINT "presets_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presets" ADD CONSTRAINT "presets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shares" ADD CONSTRAINT "shares_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shares" ADD CONSTRAINT "shares_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shares" ADD CONSTRAINT "shares_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shares" ADD CONSTRAINT "shares_comparison_id_fkey" FOREIGN KEY ("comparison_id") REFERENCES "comparisons"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comparisons" ADD CONSTRAINT "comparisons_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comparisons" ADD CONSTRAINT "comparisons_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comparison_prompts" ADD CONSTRAINT "comparison_prompts_comparison_id_fkey" FOREIGN KEY ("comparison_id") REFERENCES "comparisons"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comparison_answers" ADD CONSTRAINT "comparison_answers_prompt_id_fkey" FOREIGN KEY ("prompt_id") REFERENCES "comparison_prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_prompt_id_fkey" FOREIGN KEY ("prompt_id") REFERENCES "comparison_prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One vote of a rater stands for each prompt.
CREATE UNIQUE INDEX "votes_standing_key" ON "votes"("prompt_id", "rater") WHERE "withdrawn_at" IS NULL;

-- Conversations so far have one branch: each message follows the one before it.
UPDATE "messages" SET "parent_id" = "before"."parent_id"
FROM (
  SELECT "id", lag("id") OVER (PARTITION BY "conversation_id" ORDER BY "created_at", "id") AS "parent_id" FROM "messages"
) AS "before"
WHERE "messages"."id" = "before"."id" AND "before"."parent_id" IS NOT NULL;
