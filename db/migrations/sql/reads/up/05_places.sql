-- The feeds of one place: of a cohort that the viewer is in, and of one person. What of each may be read is
-- what the home feed would show to who follows everybody there.
CREATE FUNCTION coursewright.read_cohort_feed(
  viewer uuid, cohort uuid, before_at timestamptz, before_id uuid, page integer)
RETURNS TABLE (id uuid, username text, full_name text, activity_type text, metadata jsonb,
  created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  authors uuid[];
  friends boolean[];
  own uuid := (SELECT m.user_id FROM coursewright.cohort_members m
               WHERE m.cohort_id = cohort AND m.user_id = viewer);
BEGIN
  PERFORM coursewright.require_claim(viewer);
  SELECT array_agg(who.author), array_agg(who.is_friend) INTO authors, friends
  FROM coursewright.people_readable(viewer, NULL, cohort) who;
  RETURN QUERY SELECT i.* FROM coursewright.feed_items(
    coursewright.look_up_feed(own, authors, friends, before_at, before_id, page)) i;
END $$;

CREATE FUNCTION coursewright.read_profile_feed(
  viewer uuid, person uuid, before_at timestamptz, before_id uuid, page integer)
RETURNS TABLE (id uuid, username text, full_name text, activity_type text, metadata jsonb,
  created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  found uuid[];
BEGIN
  PERFORM coursewright.require_claim(viewer);
  IF person = viewer THEN
    found := ARRAY(SELECT n.id FROM coursewright.newest_own(viewer, '-infinity', before_at, before_id, page) n);
  ELSE
    found := ARRAY(
      SELECT n.id
      FROM coursewright.people_readable(viewer, person, NULL) who
      CROSS JOIN LATERAL coursewright.newest_of(
        ARRAY[who.author], ARRAY[who.is_friend], '-infinity', before_at, before_id, page) n);
  END IF;
  RETURN QUERY SELECT i.* FROM coursewright.feed_items(found) i;
END $$;
