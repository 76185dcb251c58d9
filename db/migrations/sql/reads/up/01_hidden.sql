-- One switch hides a person altogether; like mutual follows and blocks it is kept on every edge to her.

ALTER TABLE coursewright.users ADD COLUMN is_hidden boolean DEFAULT false NOT NULL;
ALTER TABLE coursewright.user_relationships ADD COLUMN is_hidden boolean DEFAULT false NOT NULL;

-- The lock on the followed person keeps a switch thrown at the same moment from being missed.
CREATE OR REPLACE FUNCTION coursewright.mirror_relationship() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  one uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.follower_id ELSE NEW.follower_id END;
  other uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.following_id ELSE NEW.following_id END;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(least(one, other)::text || greatest(one, other)::text, 0));
  IF TG_OP = 'INSERT' THEN
    PERFORM FROM coursewright.users WHERE id = other FOR SHARE;
  END IF;
  UPDATE coursewright.user_relationships mine
  SET is_mutual = mine.status IN ('active', 'muted') AND EXISTS (
        SELECT FROM coursewright.user_relationships theirs
        WHERE theirs.follower_id = mine.following_id AND theirs.following_id = mine.follower_id
          AND theirs.status IN ('active', 'muted')),
      is_blocked_by = EXISTS (
        SELECT FROM coursewright.user_relationships theirs
        WHERE theirs.follower_id = mine.following_id AND theirs.following_id = mine.follower_id
          AND theirs.status = 'blocked'),
      is_hidden = (SELECT u.is_hidden FROM coursewright.users u WHERE u.id = mine.following_id)
  WHERE (mine.follower_id, mine.following_id) IN ((one, other), (other, one));
  RETURN NULL;
END $$;

CREATE FUNCTION coursewright.mirror_hidden() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE coursewright.user_relationships SET is_hidden = NEW.is_hidden WHERE following_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER trg_mirror_hidden AFTER UPDATE OF is_hidden ON coursewright.users
  FOR EACH ROW WHEN (OLD.is_hidden <> NEW.is_hidden) EXECUTE FUNCTION coursewright.mirror_hidden();
