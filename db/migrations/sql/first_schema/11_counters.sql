-- What is counted or mirrored for quick reading, kept in the transaction that changes it.

CREATE FUNCTION coursewright.count_forum_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('DELETE', 'UPDATE') THEN
    UPDATE coursewright.forum_posts
    SET upvotes = upvotes - (OLD.vote_type = 'upvote')::int,
        downvotes = downvotes - (OLD.vote_type = 'downvote')::int
    WHERE id = OLD.post_id;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    UPDATE coursewright.forum_posts
    SET upvotes = upvotes + (NEW.vote_type = 'upvote')::int,
        downvotes = downvotes + (NEW.vote_type = 'downvote')::int
    WHERE id = NEW.post_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER trg_count_forum_vote AFTER INSERT OR DELETE OR UPDATE OF vote_type ON coursewright.forum_votes
  FOR EACH ROW EXECUTE FUNCTION coursewright.count_forum_vote();

CREATE FUNCTION coursewright.count_forum_reply() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.root_post_id IS NOT NULL THEN
    UPDATE coursewright.forum_posts
    SET reply_count = reply_count + 1, last_activity_at = greatest(last_activity_at, NEW.created_at)
    WHERE id = NEW.root_post_id;
  ELSIF TG_OP = 'DELETE' AND OLD.root_post_id IS NOT NULL THEN
    UPDATE coursewright.forum_posts SET reply_count = reply_count - 1 WHERE id = OLD.root_post_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER trg_count_forum_reply AFTER INSERT OR DELETE ON coursewright.forum_posts
  FOR EACH ROW EXECUTE FUNCTION coursewright.count_forum_reply();

CREATE FUNCTION coursewright.count_resource_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE coursewright.learning_resources SET upvotes = upvotes + 1 WHERE id = NEW.resource_id;
  ELSE
    UPDATE coursewright.learning_resources SET upvotes = upvotes - 1 WHERE id = OLD.resource_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER trg_count_resource_vote AFTER INSERT OR DELETE ON coursewright.learning_resource_votes
  FOR EACH ROW EXECUTE FUNCTION coursewright.count_resource_vote();

-- Both rows of a pair of people learn what the other side feels; the lock keeps two at once apart.
CREATE FUNCTION coursewright.mirror_relationship() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER trg_mirror_relationship
  AFTER INSERT OR DELETE OR UPDATE OF status ON coursewright.user_relationships
  FOR EACH ROW EXECUTE FUNCTION coursewright.mirror_relationship();
