-- Whose items a person reads, and the newest items of given people. Plain SQL functions without settings of
-- their own, which the planner takes apart and plans with the statement that calls them.

-- What runs with the owner's rights answers to the person alone whom the transaction acts for.
CREATE FUNCTION coursewright.require_claim(viewer uuid) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF coursewright.claimed_person() IS DISTINCT FROM viewer THEN
    RAISE EXCEPTION 'what one person may read is read for nobody else' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- Those she follows. Nobody whom she muted, nobody across a block, none of the hidden. `is_friend`: both follow
-- each other.
CREATE FUNCTION coursewright.people_followed(viewer uuid)
RETURNS TABLE (author uuid, is_friend boolean)
LANGUAGE sql STABLE AS $$
  SELECT e.following_id, e.is_mutual
  FROM coursewright.user_relationships e
  WHERE e.follower_id = viewer AND e.status = 'active' AND NOT e.is_blocked_by AND NOT e.is_hidden
$$;

-- Her other classmates, of whom she reads what is public, with the same exceptions.
CREATE FUNCTION coursewright.classmates(viewer uuid)
RETURNS TABLE (author uuid, is_friend boolean)
LANGUAGE sql STABLE AS $$
  SELECT DISTINCT hers.user_id, false
  FROM coursewright.cohort_members mine
  JOIN coursewright.cohort_members hers ON hers.cohort_id = mine.cohort_id AND hers.user_id <> viewer
  WHERE mine.user_id = viewer
    AND NOT EXISTS (SELECT FROM coursewright.users u WHERE u.id = hers.user_id AND u.is_hidden)
    AND NOT EXISTS (SELECT FROM coursewright.user_relationships e
                    WHERE e.follower_id = viewer AND e.following_id = hers.user_id)
    AND NOT EXISTS (SELECT FROM coursewright.user_relationships e
                    WHERE e.follower_id = hers.user_id AND e.following_id = viewer AND e.status = 'blocked')
$$;

-- Those of one person, or of one cohort that the viewer is in, whom she may read; herself not among them.
CREATE FUNCTION coursewright.people_readable(viewer uuid, person uuid, cohort uuid)
RETURNS TABLE (author uuid, is_friend boolean)
LANGUAGE sql STABLE AS $$
  SELECT u.id, coalesce(e.is_mutual, false)
  FROM (
    SELECT person AS id WHERE person IS NOT NULL
    UNION ALL
    SELECT hers.user_id
    FROM coursewright.cohort_members hers
    WHERE hers.cohort_id = cohort AND EXISTS (
      SELECT FROM coursewright.cohort_members mine WHERE mine.cohort_id = cohort AND mine.user_id = viewer)
  ) candidate
  JOIN coursewright.users u ON u.id = candidate.id AND u.id <> viewer AND NOT u.is_hidden
  LEFT JOIN coursewright.user_relationships e ON e.follower_id = viewer AND e.following_id = u.id
  WHERE coalesce(e.status, 'active') = 'active' AND NOT coalesce(e.is_blocked_by, false)
    AND NOT EXISTS (SELECT FROM coursewright.user_relationships theirs
                    WHERE theirs.follower_id = u.id AND theirs.following_id = viewer
                      AND theirs.status = 'blocked')
$$;

-- The newest items of one author in a window of time: public ones, and friends' ones for friends.
CREATE FUNCTION coursewright.newest_of(
  author uuid, is_friend boolean, lower_at timestamptz, upper_at timestamptz, upper_id uuid, page bigint)
RETURNS TABLE (id uuid, created_at timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT f.id, f.created_at
  FROM coursewright.activity_feed f
  WHERE f.user_id = author AND f.visibility <> 'private' AND (f.visibility = 'public' OR is_friend)
    AND f.created_at > lower_at AND (f.created_at, f.id) < (upper_at, upper_id)
  ORDER BY f.created_at DESC, f.id DESC
  LIMIT page
$$;

-- The newest items of one's own, private ones too.
CREATE FUNCTION coursewright.newest_own(
  author uuid, lower_at timestamptz, upper_at timestamptz, upper_id uuid, page bigint)
RETURNS TABLE (id uuid, created_at timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT f.id, f.created_at
  FROM coursewright.activity_feed f
  WHERE f.user_id = author AND f.created_at > lower_at AND (f.created_at, f.id) < (upper_at, upper_id)
  ORDER BY f.created_at DESC, f.id DESC
  LIMIT page
$$;
