-- Ratings and votes that count, in the terms of the other sums.
alter table "rollup_outcomes" rename column "said" to "rated";
