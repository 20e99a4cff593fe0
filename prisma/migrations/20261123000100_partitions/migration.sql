-- Requests and attempts by months, so that old months can be let go at once (docs/decisions/0011). Written by hand:
-- Prisma knows neither partitions nor collations. The tables as they are become the first partition; no row is copied
-- but those whose id tells no time.

-- What was said of an answer, and the conversation, outlive the request. A trigger below does what these did.
ALTER TABLE "attempts" DROP CONSTRAINT "attempts_request_id_fkey";
ALTER TABLE "feedback" DROP CONSTRAINT "feedback_request_id_fkey";
ALTER TABLE "messages" DROP CONSTRAINT "messages_request_id_fkey";

ALTER TABLE "requests" RENAME TO "requests_first";
ALTER INDEX "requests_pkey" RENAME TO "requests_first_pkey";
ALTER INDEX "requests_team_id_created_at_id_idx" RENAME TO "requests_first_team_id_created_at_id_idx";
ALTER INDEX "requests_status_created_at_idx" RENAME TO "requests_first_status_created_at_idx";
ALTER INDEX "requests_conversation_id_idx" RENAME TO "requests_first_conversation_id_idx";
-- Ids sort by time byte by byte, whatever the database's own collation.
ALTER TABLE "requests_first" ALTER COLUMN "id" TYPE TEXT COLLATE "C";

ALTER TABLE "attempts" RENAME TO "attempts_first";
ALTER INDEX "attempts_failed_started_at_idx" RENAME TO "attempts_first_failed_started_at_idx";
ALTER TABLE "attempts_first" DROP CONSTRAINT "attempts_pkey";
DROP INDEX "attempts_request_id_number_key";
ALTER TABLE "attempts_first" ALTER COLUMN "request_id" TYPE TEXT COLLATE "C";
ALTER TABLE "attempts_first" ADD CONSTRAINT "attempts_first_pkey" PRIMARY KEY ("request_id", "number");

CREATE TABLE "requests" (LIKE "requests_first" INCLUDING DEFAULTS) PARTITION BY RANGE ("id");
ALTER TABLE "requests" ADD CONSTRAINT "requests_pkey" PRIMARY KEY ("id");
ALTER TABLE "requests" ADD CONSTRAINT "requests_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "requests_team_id_created_at_id_idx" ON "requests"("team_id", "created_at" DESC, "id" DESC);
CREATE INDEX "requests_status_created_at_idx" ON "requests"("status", "created_at");
CREATE INDEX "requests_conversation_id_idx" ON "requests"("conversation_id");

CREATE TABLE "attempts" (LIKE "attempts_first" INCLUDING DEFAULTS) PARTITION BY RANGE ("request_id");
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_pkey" PRIMARY KEY ("request_id", "number");
-- The latest failed calls, without reading those that went well.
CREATE INDEX "attempts_failed_started_at_idx" ON "attempts" ("started_at" DESC) WHERE "outcome" = 'failed';

-- Whatever fits no month: nothing is ever refused.
CREATE TABLE "requests_default" PARTITION OF "requests" DEFAULT;
CREATE TABLE "attempts_default" PARTITION OF "attempts" DEFAULT;

DO $$
DECLARE
  alphabet CONSTANT text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  -- The first moment of next month in UTC, in ms, and then as the first id of that moment (lib/engine/id.ts).
  rest bigint := extract(epoch FROM date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') * 1000;
  bound text := '';
BEGIN
  FOR i IN 1..8 LOOP
    bound := substr(alphabet, (rest % 62)::int + 1, 1) || bound;
    rest := rest / 62;
  END LOOP;
  bound := 'req_' || bound;

  WITH moved AS (DELETE FROM "requests_first" WHERE "id" >= bound RETURNING *)
  INSERT INTO "requests_default" SELECT * FROM moved;
  WITH moved AS (DELETE FROM "attempts_first" WHERE "request_id" >= bound RETURNING *)
  INSERT INTO "attempts_default" SELECT * FROM moved;
  EXECUTE format('ALTER TABLE "requests" ATTACH PARTITION "requests_first" FOR VALUES FROM (MINVALUE) TO (%L)', bound);
  EXECUTE format('ALTER TABLE "attempts" ATTACH PARTITION "attempts_first" FOR VALUES FROM (MINVALUE) TO (%L)', bound);
END $$;

-- Deleting a request, such as with its team, takes along what hangs on it. Letting a month go does not: it deletes no row.
CREATE FUNCTION "forget_deleted_requests"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "attempts" USING deleted WHERE "attempts"."request_id" = deleted."id";
  DELETE FROM "feedback" WHERE "request_id" IN (SELECT "id" COLLATE "default" FROM deleted);
  UPDATE "messages" SET "request_id" = NULL WHERE "request_id" IN (SELECT "id" COLLATE "default" FROM deleted);
  RETURN NULL;
END $$;
CREATE TRIGGER "forget_deleted" AFTER DELETE ON "requests"
  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION "forget_deleted_requests"();
