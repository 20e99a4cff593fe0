-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "grants" TEXT[] DEFAULT ARRAY[]::TEXT[];
