-- The ids of a page of the feed, found by looking at each author in turn, in a window of time that widens until
-- the page is full. `own` adds that person's own items, private ones too.
CREATE FUNCTION coursewright.look_up_feed(
  own uuid, authors uuid[], friends boolean[], before_at timestamptz, before_id uuid, page bigint)
RETURNS uuid[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  newest timestamptz := (SELECT max(f.created_at) FROM coursewright.activity_feed f
                         WHERE f.visibility <> 'private');
  upper_at timestamptz := before_at;
  upper_id uuid := before_id;
  lower_at timestamptz;
  width interval;
  found uuid[] := '{}';
  more uuid[];
BEGIN
  FOREACH width IN ARRAY '{36 hours,10 days,100 days,NULL}'::interval[] LOOP
    lower_at := coalesce(least(before_at, newest) - width, '-infinity');
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
    upper_at := lower_at + interval '1 microsecond';
    upper_id := '00000000-0000-0000-0000-000000000000';
  END LOOP;
  RETURN found;
END $$;

-- The ids of a page of the home feed, found among the newest `walked` items of anybody; fewer than a page when
-- they do not fill one, and then not to be relied on.
CREATE FUNCTION coursewright.walk_feed(
  viewer uuid, before_at timestamptz, before_id uuid, page bigint, walked bigint)
RETURNS uuid[]
LANGUAGE sql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
  SELECT coalesce(array_agg(top.id ORDER BY top.created_at DESC, top.id DESC), '{}')
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
     WHERE recent.user_id <> viewer AND coalesce(edge.is_readable, recent.visibility = 'public' AND EXISTS (
       SELECT FROM coursewright.people_read_by(viewer) who WHERE who.author = recent.user_id))
     ORDER BY recent.created_at DESC, recent.id DESC
     LIMIT page)
    UNION ALL
    (SELECT n.id, n.created_at
     FROM coursewright.newest_own(viewer, '-infinity', before_at, before_id, page) n)
    ORDER BY 2 DESC, 1 DESC
    LIMIT page
  ) top
$$;

-- The home feed of `viewer`: `page` items, newest first, behind the place (`before_at`, `before_id`).
--
-- Few people: the newest items of each are looked up (idx_feed_pull). Many people: the newest items of anybody
-- are walked along (idx_feed_recent) and the way to each author is looked up, because a page is full after some
-- hundreds; where it is not, people are looked up after all.
CREATE FUNCTION coursewright.read_home(viewer uuid, before_at timestamptz, before_id uuid, page integer)
RETURNS TABLE (id uuid, username text, full_name text, activity_type text, metadata jsonb,
  created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  many constant integer := 800;
  walked constant integer := 4000;
  authors uuid[];
  friends boolean[];
  found uuid[] := '{}';
BEGIN
  SELECT array_agg(who.author), array_agg(who.is_friend) INTO authors, friends
  FROM (SELECT w.author, w.is_friend FROM coursewright.people_read_by(viewer) w LIMIT many) who;
  IF cardinality(authors) = many THEN
    found := coursewright.walk_feed(viewer, before_at, before_id, page, walked);
    IF cardinality(found) < page THEN
      found := '{}';
      SELECT array_agg(who.author), array_agg(who.is_friend) INTO authors, friends
      FROM coursewright.people_read_by(viewer) who;
    END IF;
  END IF;
  IF cardinality(found) = 0 THEN
    found := coursewright.look_up_feed(viewer, authors, friends, before_at, before_id, page);
  END IF;
  RETURN QUERY SELECT i.* FROM coursewright.feed_items(found) i;
END $$;
