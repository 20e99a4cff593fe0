-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "savings_baseline" TEXT NOT NULL DEFAULT 'strongest';

-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "baseline_expected_nano_usd" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "rollup_requests" ADD COLUMN     "baseline_expected_nano_usd" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "rollup_answers" ADD COLUMN     "baseline_expected_nano_usd" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "rollup_callers" ADD COLUMN     "baseline_expected_nano_usd" BIGINT NOT NULL DEFAULT 0;
