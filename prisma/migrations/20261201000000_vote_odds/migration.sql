-- The odds move from the first feedback row of a vote to the vote itself.
ALTER TABLE "votes" ADD COLUMN "odds" JSONB;

-- Each feedback row belongs to the rater's latest vote on its request at that time.
UPDATE "votes" SET "odds" = noted.odds
FROM (
  SELECT DISTINCT ON (feedback.id) votes.id AS vote_id, feedback.effect->'odds' AS odds
  FROM feedback
  JOIN votes ON votes.rater = feedback.rater AND feedback.request_id = ANY (votes.requests)
    AND votes.created_at <= feedback.created_at
  WHERE feedback.kind = 'vote' AND jsonb_exists(feedback.effect, 'odds')
  ORDER BY feedback.id, votes.created_at DESC
) AS noted
WHERE "votes".id = noted.vote_id;

UPDATE "feedback" SET "effect" = "effect" - 'odds' WHERE kind = 'vote' AND jsonb_exists("effect", 'odds');
