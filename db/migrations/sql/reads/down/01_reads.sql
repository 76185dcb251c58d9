-- Back to the reads of the first schema.

DROP FUNCTION coursewright.read_threads, coursewright.read_thread, coursewright.read_replies,
  coursewright.search_forum, coursewright.posts_shown, coursewright.people_shut_out, coursewright.require_claim,
  coursewright.readers_of_activity, coursewright.read_feed, coursewright.read_place, coursewright.first_look,
  coursewright.walk_feed, coursewright.walk_feed_by_set, coursewright.newest_own, coursewright.newest_of, coursewright.people_readable,
  coursewright.classmates, coursewright.people_followed;

ALTER TABLE coursewright.trending_courses DROP COLUMN is_hot;
DROP INDEX coursewright.idx_users_hidden, coursewright.idx_relationships_unwanted, coursewright.idx_feed_recent,
  coursewright.idx_forum_latest, coursewright.idx_forum_recent, coursewright.idx_interactions_starts;
CREATE INDEX idx_interactions_starts ON coursewright.user_course_interactions (created_at) INCLUDE (course_id)
  WHERE interaction_type = 'started';
DROP INDEX coursewright.idx_feed_pull;
CREATE INDEX idx_feed_pull ON coursewright.activity_feed (user_id, created_at DESC, id DESC) INCLUDE (visibility)
  WHERE visibility <> 'private';
CREATE INDEX idx_activity_user_created ON coursewright.activity_feed (user_id, created_at DESC);
CREATE INDEX idx_feed_public ON coursewright.activity_feed (created_at DESC, id DESC)
  WHERE visibility = 'public';
DROP INDEX coursewright.uq_relationships_pair;
CREATE UNIQUE INDEX uq_relationships_pair ON coursewright.user_relationships (follower_id,
  following_id) INCLUDE (status, is_mutual, is_blocked_by);

DROP TRIGGER trg_mirror_hidden ON coursewright.users;
DROP FUNCTION coursewright.mirror_hidden;
CREATE OR REPLACE FUNCTION coursewright.mirror_relationship() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  one uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.follower_id ELSE NEW.follower_id END;
  other uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.following_id ELSE NEW.following_id END;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(least(one, other)::text || greatest(one, other)::text, 0));
  UPDATE coursewright.user_relationships mine
  SET is_mutual = mine.status IN ('active', 'muted') AND EXISTS (
        SELECT FROM coursewright.user_relationships theirs
        WHERE theirs.follower_id = mine.following_id AND theirs.following_id = mine.follower_id
          AND theirs.status IN ('active', 'muted')),
      is_blocked_by = EXISTS (
        SELECT FROM coursewright.user_relationships theirs
        WHERE theirs.follower_id = mine.following_id AND theirs.following_id = mine.follower_id
          AND theirs.status = 'blocked')
  WHERE (mine.follower_id, mine.following_id) IN ((one, other), (other, one));
  RETURN NULL;
END $$;
ALTER TABLE coursewright.user_relationships DROP COLUMN is_hidden;
ALTER TABLE coursewright.users DROP COLUMN is_hidden;
