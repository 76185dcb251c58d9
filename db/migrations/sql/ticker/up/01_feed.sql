-- Who is followed is read once for a page: it was counted, and read for each of two sets, before.

DROP FUNCTION coursewright.walk_feed_by_set(uuid, boolean, timestamptz, uuid, integer, bigint);

-- The same for some hundreds who are followed, of whom the caller has made the sets: those who are `followed`, and
-- the `friends` among them. The sets stand inside CASE, because there the planner hashes each once, and keeps the
-- walk in its order.
CREATE FUNCTION coursewright.walk_feed_by_set(
  viewer uuid, followed uuid[], friends uuid[], at_home boolean, before_at timestamptz, before_id uuid,
  page integer, walked bigint)
RETURNS uuid[]
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  own uuid := CASE WHEN at_home THEN viewer END;
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
     WHERE CASE
       WHEN recent.user_id IN (
         SELECT unnest(followed)
         UNION ALL
         SELECT who.author FROM coursewright.classmates(viewer) who WHERE at_home)
       THEN recent.visibility = 'public' OR recent.user_id IN (SELECT unnest(friends))
       ELSE false
     END
     LIMIT page)
    UNION ALL
    (SELECT n.id, n.created_at
     FROM coursewright.newest_own(own, '-infinity', before_at, before_id, page) n)
    ORDER BY 2 DESC, 1 DESC
    LIMIT page
  ) top;
  RETURN coalesce(ids, '{}');
END $$;

-- What `viewer` reads: `page` items, newest first, behind the place (`before_at`, `before_id`). The ticker tells of
-- those she follows; at home her own items and those of classmates are among them.
--
-- Where she reads few people, each is looked up (idx_feed_pull), in a window of time that widens until the page is
-- full. Where she reads many, the newest items are walked along until the page is full: about as many steps as there
-- are people to each that she reads, times the page. Looking somebody up takes as long as some thirty steps with a
-- set at hand, so many means the root of a thirtieth of a page times everybody; making the set of thousands takes
-- longer than the few steps that they leave. The two statements of the loop differ in whom they look up, and each
-- keeps a short plan of its own.
CREATE OR REPLACE FUNCTION coursewright.read_feed(
  viewer uuid, at_home boolean, before_at timestamptz, before_id uuid, page integer)
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
  thousands constant integer := 2500;
  everybody float;
  authors bigint;
  followed uuid[];
  friends uuid[];
  steps bigint;
  ids uuid[];
  width interval;
  lower_at timestamptz;
  upper_at timestamptz := before_at;
  upper_id uuid := before_id;
  wanted bigint := page;
  got bigint;
BEGIN
  IF coursewright.claimed_person() IS DISTINCT FROM viewer THEN
    PERFORM coursewright.require_claim(viewer);
  END IF;
  SELECT count(*), array_agg(f.author), array_agg(f.author) FILTER (WHERE f.is_friend)
  INTO authors, followed, friends
  FROM (SELECT w.author, w.is_friend FROM coursewright.people_followed(viewer) w LIMIT thousands) f;
  SELECT greatest(c.reltuples, 0) INTO everybody
  FROM pg_catalog.pg_class c WHERE c.oid = 'coursewright.users'::regclass;
  IF authors > greatest(100, sqrt(page * everybody / 30)) THEN
    steps := 3 * page * everybody / authors;
    IF authors = thousands THEN
      ids := coursewright.walk_feed(viewer, at_home, before_at, before_id, page, steps);
    ELSE
      ids := coursewright.walk_feed_by_set(
        viewer, followed, friends, at_home, before_at, before_id, page, steps);
    END IF;
    IF cardinality(ids) >= page THEN
      RETURN QUERY
        SELECT a.id, u.username::text, u.full_name::text, a.activity_type, a.metadata, a.created_at
        FROM unnest(ids) WITH ORDINALITY AS hit (id, place)
        JOIN coursewright.activity_feed a ON a.id = hit.id
        JOIN coursewright.users u ON u.id = a.user_id
        ORDER BY hit.place;
      RETURN;
    END IF;
  END IF;
  width := coursewright.first_look(authors);
  FOR look IN 1..3 LOOP
    lower_at := CASE WHEN look < 3 THEN least(before_at, now()) - width ELSE '-infinity' END;
    IF at_home THEN
      RETURN QUERY
        SELECT a.id, u.username::text, u.full_name::text, a.activity_type, a.metadata, a.created_at
        FROM (
          SELECT n.*
          FROM (
            SELECT f.author, f.is_friend FROM coursewright.people_followed(viewer) f
            UNION ALL
            SELECT c.author, false FROM coursewright.classmates(viewer) c
          ) who
          CROSS JOIN LATERAL coursewright.newest_of(
            who.author, who.is_friend, lower_at, upper_at, upper_id, wanted) n
          UNION ALL
          SELECT n.* FROM coursewright.newest_own(viewer, lower_at, upper_at, upper_id, wanted) n
          ORDER BY 2 DESC, 1 DESC
          LIMIT wanted
        ) top
        JOIN coursewright.activity_feed a ON a.id = top.id
        JOIN coursewright.users u ON u.id = a.user_id
        ORDER BY top.created_at DESC, top.id DESC;
    ELSE
      RETURN QUERY
        SELECT a.id, u.username::text, u.full_name::text, a.activity_type, a.metadata, a.created_at
        FROM (
          SELECT n.*
          FROM coursewright.people_followed(viewer) who
          CROSS JOIN LATERAL coursewright.newest_of(
            who.author, who.is_friend, lower_at, upper_at, upper_id, wanted) n
          ORDER BY n.created_at DESC, n.id DESC
          LIMIT wanted
        ) top
        JOIN coursewright.activity_feed a ON a.id = top.id
        JOIN coursewright.users u ON u.id = a.user_id
        ORDER BY top.created_at DESC, top.id DESC;
    END IF;
    GET DIAGNOSTICS got = ROW_COUNT;
    wanted := wanted - got;
    EXIT WHEN wanted <= 0;
    width := width * 12;
    upper_at := lower_at + interval '1 microsecond';
    upper_id := '00000000-0000-0000-0000-000000000000';
  END LOOP;
END $$;
