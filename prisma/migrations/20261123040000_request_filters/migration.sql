-- A page of requests of one provider or category, without reading those of the others.
-- CreateIndex
CREATE INDEX "requests_team_id_provider_created_at_id_idx" ON "requests"("team_id", "provider", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "requests_team_id_category_created_at_id_idx" ON "requests"("team_id", "category", "created_at" DESC, "id" DESC);
