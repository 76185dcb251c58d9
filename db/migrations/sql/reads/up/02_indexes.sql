-- The indexes that the reads at scale walk along.

DROP INDEX coursewright.uq_relationships_pair;
CREATE UNIQUE INDEX uq_relationships_pair ON coursewright.user_relationships (follower_id,
  following_id) INCLUDE (status, is_mutual, is_blocked_by, is_hidden);

-- Newest first, whoever told it: for those who follow so many that a look at each would take longer.
DROP INDEX coursewright.idx_feed_public;
CREATE INDEX idx_feed_recent ON coursewright.activity_feed (created_at DESC,
  id DESC) INCLUDE (user_id, visibility)
  WHERE visibility <> 'private';
