-- The other way round: in whose home feed an item is, for those who are to be told that it is there.

CREATE FUNCTION coursewright.readers_of_activity(activity uuid)
RETURNS TABLE (username text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
  WITH item AS (
    SELECT a.user_id, a.visibility
    FROM coursewright.activity_feed a
    JOIN coursewright.users author ON author.id = a.user_id AND NOT author.is_hidden
    WHERE a.id = activity AND a.visibility <> 'private'
  ), reader AS (
    SELECT e.follower_id AS id
    FROM item
    JOIN coursewright.user_relationships e ON e.following_id = item.user_id
    WHERE e.status = 'active' AND NOT e.is_blocked_by AND (item.visibility = 'public' OR e.is_mutual)
    UNION
    SELECT hers.user_id
    FROM item
    JOIN coursewright.cohort_members mine ON mine.user_id = item.user_id
    JOIN coursewright.cohort_members hers ON hers.cohort_id = mine.cohort_id AND hers.user_id <> item.user_id
    WHERE item.visibility = 'public'
      AND NOT EXISTS (SELECT FROM coursewright.user_relationships e
                      WHERE e.follower_id = hers.user_id AND e.following_id = item.user_id)
      AND NOT EXISTS (SELECT FROM coursewright.user_relationships e
                      WHERE e.follower_id = item.user_id AND e.following_id = hers.user_id
                        AND e.status = 'blocked')
  )
  SELECT u.username::text FROM reader JOIN coursewright.users u ON u.id = reader.id
$$;
