-- The feeds of one place: of a cohort that the viewer is in, and of one person. What of each may be read is
-- what the home feed would show to who follows everybody there. They are read seldom, so that all windows are
-- one: each author's newest page.
CREATE FUNCTION coursewright.read_place(
  viewer uuid, person uuid, cohort uuid, before_at timestamptz, before_id uuid, page integer)
RETURNS TABLE (id uuid, username text, full_name text, activity_type text, metadata jsonb,
  created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
  own uuid := CASE WHEN person = viewer OR EXISTS (
    SELECT FROM coursewright.cohort_members m WHERE m.cohort_id = cohort AND m.user_id = viewer) THEN viewer END;
BEGIN
  PERFORM coursewright.require_claim(viewer);
  RETURN QUERY
    SELECT a.id, u.username::text, u.full_name::text, a.activity_type, a.metadata, a.created_at
    FROM (
      SELECT n.*
      FROM coursewright.people_readable(viewer, person, cohort) who
      CROSS JOIN LATERAL coursewright.newest_of(
        who.author, who.is_friend, '-infinity', before_at, before_id, page) n
      UNION ALL
      SELECT n.* FROM coursewright.newest_own(own, '-infinity', before_at, before_id, page) n
      ORDER BY 2 DESC, 1 DESC
      LIMIT page
    ) top
    JOIN coursewright.activity_feed a ON a.id = top.id
    JOIN coursewright.users u ON u.id = a.user_id
    ORDER BY top.created_at DESC, top.id DESC;
END $$;
