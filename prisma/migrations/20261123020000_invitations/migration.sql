-- A one-time link may be an invitation: to whom, into which team, as what.
ALTER TABLE "one_time_links"
  ADD COLUMN "email" TEXT,
  ADD COLUMN "team_id" TEXT,
  ADD COLUMN "role" "role",
  ADD COLUMN "created_by_id" TEXT;

CREATE INDEX "one_time_links_team_id_idx" ON "one_time_links"("team_id");

ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;
