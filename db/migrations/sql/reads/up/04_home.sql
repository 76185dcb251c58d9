-- The ids of a page of the feed, found by looking at each author in turn (idx_feed_pull), in a window of time that
-- widens until the page is full. The more authors, the shorter is the first window: time enough for some fifty
-- items where people do something every third day. `own` adds that person's own items, private ones too.
CREATE FUNCTION coursewright.look_up_feed(
  own uuid, authors uuid[], friends boolean[], before_at timestamptz, before_id uuid, page integer)
RETURNS uuid[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  width interval := greatest(interval '6 hours', interval '200 days' / (4 + coalesce(cardinality(authors), 0)));
  upper_at timestamptz := before_at;
  upper_id uuid := before_id;
  lower_at timestamptz;
  found uuid[] := '{}';
  more uuid[];
BEGIN
  FOR look IN 1..3 LOOP
    lower_at := CASE WHEN look < 3 THEN least(before_at, now()) - width END;
    lower_at := coalesce(lower_at, '-infinity');
    SELECT array_agg(top.id ORDER BY top.created_at DESC, top.id DESC) INTO more
    FROM (
      SELECT n.id, n.created_at
      FROM coursewright.newest_of(authors, friends, lower_at, upper_at, upper_id, page) n
      UNION ALL
      SELECT n.id, n.created_at FROM coursewright.newest_own(own, lower_at, upper_at, upper_id, page) n
      ORDER BY 2 DESC, 1 DESC
      LIMIT page - cardinality(found)
    ) top;
    found := found || more;
    EXIT WHEN cardinality(found) >= page;
    width := width * 12;
    upper_at := lower_at + interval '1 microsecond';
    upper_id := '00000000-0000-0000-0000-000000000000';
  END LOOP;
  RETURN found;
END $$;

-- The ids of a page of the home feed, found by walking along the newest items of anybody (idx_feed_recent) and
-- looking up the way to each author; fewer than a page when `walked` items do not fill one, and then not to be
-- relied on. Whether a classmate may be read is asked of classmates alone.
CREATE FUNCTION coursewright.walk_feed(
  viewer uuid, before_at timestamptz, before_id uuid, page integer, walked bigint)
RETURNS uuid[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  cohorts uuid[] := ARRAY(SELECT m.cohort_id FROM coursewright.cohort_members m WHERE m.user_id = viewer);
  ids uuid[];
BEGIN
  SELECT array_agg(top.id ORDER BY top.created_at DESC, top.id DESC) INTO ids
  FROM (
    (SELECT recent.id, recent.created_at
     FROM (
       SELECT f.id, f.user_id, f.visibility, f.created_at
       FROM coursewright.activity_feed f
       WHERE f.visibility <> 'private' AND (f.created_at, f.id) < (before_at, before_id)
       ORDER BY f.created_at DESC, f.id DESC
       LIMIT walked
     ) recent
     LEFT JOIN LATERAL (
       SELECT e.status = 'active' AND NOT e.is_blocked_by AND NOT e.is_hidden
         AND (recent.visibility = 'public' OR e.is_mutual) AS is_readable
       FROM coursewright.user_relationships e
       WHERE e.follower_id = viewer AND e.following_id = recent.user_id
       LIMIT 1
     ) edge ON true
     WHERE CASE
       WHEN recent.user_id = viewer THEN false
       WHEN edge.is_readable IS NOT NULL THEN edge.is_readable
       WHEN recent.visibility <> 'public' THEN false
       WHEN NOT EXISTS (SELECT FROM coursewright.cohort_members hers
                        WHERE hers.cohort_id = ANY (cohorts) AND hers.user_id = recent.user_id) THEN false
       ELSE EXISTS (SELECT FROM coursewright.people_read_by(viewer) who WHERE who.author = recent.user_id)
     END
     LIMIT page)
    UNION ALL
    (SELECT n.id, n.created_at
     FROM coursewright.newest_own(viewer, '-infinity', before_at, before_id, page) n)
    ORDER BY 2 DESC, 1 DESC
    LIMIT page
  ) top;
  RETURN coalesce(ids, '{}');
END $$;

-- The home feed of `viewer`: `page` items, newest first, behind the place (`before_at`, `before_id`). Where she
-- reads few people each is looked up, where many the newest items are walked along. A page takes as many steps as
-- there are people for each that she reads, and a step as long as looking one up: so many means the square root
-- of a page times everybody.
CREATE FUNCTION coursewright.read_home(viewer uuid, before_at timestamptz, before_id uuid, page integer)
RETURNS TABLE (id uuid, username text, full_name text, activity_type text, metadata jsonb,
  created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  many integer := 300;
  authors uuid[];
  friends boolean[];
  ids uuid[] := '{}';
BEGIN
  PERFORM coursewright.require_claim(viewer);
  SELECT array_agg(who.author), array_agg(who.is_friend) INTO authors, friends
  FROM (SELECT w.author, w.is_friend FROM coursewright.people_read_by(viewer) w LIMIT many) who;
  IF cardinality(authors) = many THEN
    many := sqrt(page * (SELECT greatest(c.reltuples, 0) FROM pg_catalog.pg_class c
                         WHERE c.oid = 'coursewright.users'::regclass));
    SELECT array_agg(who.author), array_agg(who.is_friend) INTO authors, friends
    FROM (SELECT w.author, w.is_friend FROM coursewright.people_read_by(viewer) w LIMIT many) who;
    IF cardinality(authors) = many THEN
      ids := coursewright.walk_feed(viewer, before_at, before_id, page, 4 * many);
      IF cardinality(ids) < page THEN
        SELECT array_agg(who.author), array_agg(who.is_friend) INTO authors, friends
        FROM coursewright.people_read_by(viewer) who;
      END IF;
    END IF;
  END IF;
  IF cardinality(ids) < page THEN
    ids := coursewright.look_up_feed(viewer, authors, friends, before_at, before_id, page);
  END IF;
  RETURN QUERY SELECT i.* FROM coursewright.feed_items(ids) i;
END $$;
