-- The indexes that the reads at scale walk along.

CREATE INDEX idx_users_hidden ON coursewright.users (id) WHERE is_hidden;

DROP INDEX coursewright.uq_relationships_pair;
CREATE UNIQUE INDEX uq_relationships_pair ON coursewright.user_relationships (follower_id,
  following_id) INCLUDE (status, is_mutual, is_blocked_by, is_hidden);
CREATE INDEX idx_relationships_unwanted ON coursewright.user_relationships (follower_id) INCLUDE (following_id)
  WHERE status <> 'active';

-- One index finds the newest items of an author, her own private ones too, and says who may see them without a look
-- at the rows; a partial one beside it would let the planner choose.
DROP INDEX coursewright.idx_activity_user_created, coursewright.idx_feed_pull;
CREATE INDEX idx_feed_pull ON coursewright.activity_feed (user_id, created_at DESC, id DESC) INCLUDE (visibility);

-- Newest first, whoever told it: for those who follow so many that a look at each would take longer.
DROP INDEX coursewright.idx_feed_public;
CREATE INDEX idx_feed_recent ON coursewright.activity_feed (created_at DESC,
  id DESC) INCLUDE (user_id, visibility)
  WHERE visibility <> 'private';

-- Threads of all modules together, and posts as a search for a frequent word meets them.
CREATE INDEX idx_forum_latest ON coursewright.forum_posts (last_activity_at DESC, id DESC)
  WHERE parent_post_id IS NULL AND deleted_at IS NULL;
CREATE INDEX idx_forum_recent ON coursewright.forum_posts (created_at DESC, id DESC) WHERE deleted_at IS NULL;

-- Who started a course, so that its owner is not counted.
DROP INDEX coursewright.idx_interactions_starts;
CREATE INDEX idx_interactions_starts ON coursewright.user_course_interactions (created_at)
  INCLUDE (course_id, user_id)
  WHERE interaction_type = 'started';
ALTER TABLE coursewright.trending_courses ADD COLUMN is_hot boolean DEFAULT false NOT NULL;
