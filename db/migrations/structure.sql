-- What all migrations together make; written by `make reference`, compared by a test.

CREATE SCHEMA coursewright;

CREATE FUNCTION coursewright.claimed_person() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT nullif(current_setting('coursewright.person', true), '')::uuid
$$;

CREATE FUNCTION coursewright.classmates(viewer uuid) RETURNS TABLE(author uuid, is_friend boolean)
    LANGUAGE sql STABLE
    AS $$
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

CREATE FUNCTION coursewright.cohort_pace(asked uuid) RETURNS TABLE(students integer, median integer, own integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH published AS (
    SELECT m.id FROM coursewright.modules m WHERE m.is_published
  ), student AS (
    SELECT s.user_id FROM coursewright.cohort_members s
    JOIN coursewright.users u ON u.id = s.user_id AND u.is_active
    WHERE s.cohort_id = asked AND s.role = 'student' AND EXISTS (
      SELECT FROM coursewright.cohort_members mine
      WHERE mine.cohort_id = asked AND mine.user_id = coursewright.claimed_person())
  ), standing AS (
    SELECT s.user_id, coalesce((
      SELECT sum(p.progress_percent) FROM coursewright.user_progress p
      WHERE p.user_id = s.user_id AND p.module_id IN (SELECT id FROM published)), 0)
      / greatest((SELECT count(*) FROM published), 1) AS percent
    FROM student s
  )
  SELECT count(*)::integer,
    floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY percent))::integer,
    floor(max(percent) FILTER (WHERE user_id = coursewright.claimed_person()))::integer
  FROM standing HAVING count(*) >= 5
$$;

CREATE FUNCTION coursewright.count_forum_reply() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

CREATE FUNCTION coursewright.count_forum_vote() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

CREATE FUNCTION coursewright.count_resource_vote() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE coursewright.learning_resources SET upvotes = upvotes + 1 WHERE id = NEW.resource_id;
  ELSE
    UPDATE coursewright.learning_resources SET upvotes = upvotes - 1 WHERE id = OLD.resource_id;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION coursewright.first_look(authors bigint) RETURNS interval
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT greatest(interval '6 hours', interval '200 days' / (4 + authors))
$$;

CREATE FUNCTION coursewright.hints_of(task uuid) RETURNS TABLE(number integer, penalty integer, hint text, revealed_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT coalesce(shown.number, each.number::integer),
    coalesce(shown.penalty, (each.hint ->> 'penalty')::integer, 0), shown.hint, shown.revealed_at
  FROM (
    SELECT a.hints FROM coursewright.assessments a WHERE a.id = task
    UNION ALL SELECT e.hints FROM coursewright.exercises e WHERE e.id = task
  ) AS told CROSS JOIN LATERAL jsonb_array_elements(told.hints) WITH ORDINALITY AS each (hint, number)
  FULL JOIN (
    SELECT r.number, r.penalty, r.hint, r.revealed_at FROM coursewright.hint_reveals r
    WHERE r.user_id = coursewright.claimed_person() AND coalesce(r.assessment_id, r.exercise_id) = task
  ) AS shown ON shown.number = each.number
  ORDER BY 1
$$;

CREATE FUNCTION coursewright.keep_forum_edit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF coursewright.claimed_person() IS NULL THEN
    RETURN NEW;  -- an operator, who takes the name of somebody away that was erased
  END IF;
  INSERT INTO coursewright.forum_edits (id, post_id, title, content)
  VALUES (gen_random_uuid(), OLD.id, OLD.title, OLD.content);
  NEW.edited_at := now();
  RETURN NEW;
END $$;

CREATE FUNCTION coursewright.mark_gradebook() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
  changed text := CASE TG_OP WHEN 'DELETE' THEN OLD.notebook_id ELSE NEW.notebook_id END;
  student text;
  assignment text;
BEGIN
  EXECUTE format(
    'SELECT sa.student_id, a.name FROM %1$I.submitted_notebook sn '
    'JOIN %1$I.submitted_assignment sa ON sa.id = sn.assignment_id '
    'JOIN %1$I.assignment a ON a.id = sa.assignment_id WHERE sn.id = $1', TG_TABLE_SCHEMA)
    INTO student, assignment USING changed;
  IF student IS NULL OR assignment IS NULL THEN
    RETURN NULL;  -- its parents are gone: there is nothing left to read
  END IF;
  INSERT INTO coursewright.gradebook_marks (cohort_id, assignment_name, student_name, marked_at)
    SELECT c.id, assignment, student, clock_timestamp() FROM coursewright.cohorts c WHERE c.slug = TG_ARGV[0]
    ON CONFLICT (cohort_id, assignment_name, student_name) DO UPDATE SET marked_at = excluded.marked_at;
  IF FOUND THEN
    PERFORM pg_notify('coursewright_marks', json_build_object(
      'cohort', TG_ARGV[0], 'assignment', assignment, 'student', student)::text);
  END IF;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'a change in the gradebook of % was not marked: %', TG_ARGV[0], SQLERRM;
  RETURN NULL;
END $_$;

CREATE FUNCTION coursewright.mirror_hidden() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  UPDATE coursewright.user_relationships SET is_hidden = NEW.is_hidden WHERE following_id = NEW.id;
  RETURN NULL;
END $$;

CREATE FUNCTION coursewright.mirror_relationship() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

CREATE FUNCTION coursewright.newest_of(author uuid, is_friend boolean, lower_at timestamp with time zone, upper_at timestamp with time zone, upper_id uuid, page bigint) RETURNS TABLE(id uuid, created_at timestamp with time zone)
    LANGUAGE sql STABLE
    AS $$
  SELECT f.id, f.created_at
  FROM coursewright.activity_feed f
  WHERE f.user_id = author AND f.visibility <> 'private' AND (f.visibility = 'public' OR is_friend)
    AND f.created_at > lower_at AND (f.created_at, f.id) < (upper_at, upper_id)
  ORDER BY f.created_at DESC, f.id DESC
  LIMIT page
$$;

CREATE FUNCTION coursewright.newest_own(author uuid, lower_at timestamp with time zone, upper_at timestamp with time zone, upper_id uuid, page bigint) RETURNS TABLE(id uuid, created_at timestamp with time zone)
    LANGUAGE sql STABLE
    AS $$
  SELECT f.id, f.created_at
  FROM coursewright.activity_feed f
  WHERE f.user_id = author AND f.created_at > lower_at AND (f.created_at, f.id) < (upper_at, upper_id)
  ORDER BY f.created_at DESC, f.id DESC
  LIMIT page
$$;

CREATE FUNCTION coursewright.note_release() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  INSERT INTO coursewright.notebook_releases (item_key, sha256) VALUES (NEW.slug, NEW.notebook_sha256)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION coursewright.people_followed(viewer uuid) RETURNS TABLE(author uuid, is_friend boolean)
    LANGUAGE sql STABLE
    AS $$
  SELECT e.following_id, e.is_mutual
  FROM coursewright.user_relationships e
  WHERE e.follower_id = viewer AND e.status = 'active' AND NOT e.is_blocked_by AND NOT e.is_hidden
$$;

CREATE FUNCTION coursewright.people_in_sight() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT array_append(ARRAY(
    SELECT m.user_id FROM coursewright.cohort_members m
    WHERE m.role = 'student' AND m.cohort_id = ANY (coursewright.staffed_cohorts())),
    coursewright.claimed_person())
$$;

CREATE FUNCTION coursewright.people_readable(viewer uuid, person uuid, cohort uuid) RETURNS TABLE(author uuid, is_friend boolean)
    LANGUAGE sql STABLE
    AS $$
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

CREATE FUNCTION coursewright.people_shut_out(viewer uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    AS $$
  SELECT e.following_id FROM coursewright.user_relationships e
  WHERE e.follower_id = viewer AND e.status <> 'active'
  UNION ALL
  SELECT e.follower_id FROM coursewright.user_relationships e
  WHERE e.following_id = viewer AND e.status = 'blocked'
$$;

CREATE FUNCTION coursewright.posts_shown(viewer uuid, shut uuid[], found uuid[], answer uuid) RETURNS TABLE(id uuid, parent_post_id uuid, depth integer, username text, full_name text, content text, is_withheld boolean, is_answer boolean, upvotes integer, downvotes integer, own_vote text, created_at timestamp with time zone)
    LANGUAGE sql STABLE
    AS $$
  SELECT p.id, p.parent_post_id, p.depth::integer,
    CASE WHEN gone.is_so OR u.is_hidden AND u.id <> viewer THEN NULL ELSE u.username::text END,
    CASE WHEN gone.is_so OR u.is_hidden AND u.id <> viewer THEN NULL ELSE u.full_name::text END,
    CASE WHEN gone.is_so THEN NULL ELSE p.content END, gone.is_so, coalesce(p.id = answer, false),
    CASE WHEN gone.is_so THEN 0 ELSE p.upvotes END, CASE WHEN gone.is_so THEN 0 ELSE p.downvotes END,
    v.vote_type, p.created_at
  FROM unnest(found) WITH ORDINALITY AS hit (id, place)
  JOIN coursewright.forum_posts p ON p.id = hit.id
  CROSS JOIN LATERAL (
    SELECT p.deleted_at IS NOT NULL OR coalesce(p.user_id = ANY (shut), false) AS is_so) gone
  LEFT JOIN coursewright.users u ON u.id = p.user_id
  LEFT JOIN coursewright.forum_votes v ON v.post_id = p.id AND v.user_id = viewer
  ORDER BY hit.place
$$;

CREATE FUNCTION coursewright.read_feed(viewer uuid, at_home boolean, before_at timestamp with time zone, before_id uuid, page integer) RETURNS TABLE(id uuid, username text, full_name text, activity_type text, metadata jsonb, created_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
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

CREATE FUNCTION coursewright.read_place(viewer uuid, person uuid, cohort uuid, before_at timestamp with time zone, before_id uuid, page integer) RETURNS TABLE(id uuid, username text, full_name text, activity_type text, metadata jsonb, created_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
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

CREATE FUNCTION coursewright.read_post(viewer uuid, post uuid) RETURNS TABLE(id uuid, parent_post_id uuid, depth integer, username text, full_name text, content text, is_withheld boolean, is_answer boolean, upvotes integer, downvotes integer, own_vote text, created_at timestamp with time zone, thread_id uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  shut uuid[];
  thread uuid;
  answer uuid;
BEGIN
  PERFORM coursewright.require_claim(viewer);
  shut := ARRAY(SELECT coursewright.people_shut_out(viewer));
  SELECT t.id, t.solved_by_post_id INTO thread, answer
  FROM coursewright.forum_posts p
  JOIN coursewright.forum_posts t ON t.id = coalesce(p.root_post_id, p.id)
  WHERE p.id = post AND t.deleted_at IS NULL AND (t.user_id IS NULL OR t.user_id <> ALL (shut));
  IF FOUND THEN
    RETURN QUERY SELECT s.*, thread FROM coursewright.posts_shown(viewer, shut, ARRAY[post], answer) s;
  END IF;
END $$;

CREATE FUNCTION coursewright.read_replies(viewer uuid, thread uuid, after_at timestamp with time zone, after_id uuid, page integer) RETURNS TABLE(id uuid, parent_post_id uuid, depth integer, username text, full_name text, content text, is_withheld boolean, is_answer boolean, upvotes integer, downvotes integer, own_vote text, created_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    AS $$
DECLARE
  shut uuid[];
  answer uuid;
  posts uuid[];
BEGIN
  PERFORM coursewright.require_claim(viewer);
  shut := ARRAY(SELECT coursewright.people_shut_out(viewer));
  SELECT p.solved_by_post_id INTO answer FROM coursewright.forum_posts p
  WHERE p.id = thread AND p.parent_post_id IS NULL AND p.deleted_at IS NULL
    AND (p.user_id IS NULL OR p.user_id <> ALL (shut));
  IF FOUND THEN
    posts := ARRAY(
      SELECT p.id FROM coursewright.forum_posts p
      WHERE p.root_post_id = thread AND (p.created_at, p.id) > (after_at, after_id)
      ORDER BY p.created_at, p.id LIMIT page);
    RETURN QUERY SELECT s.* FROM coursewright.posts_shown(viewer, shut, posts, answer) s;
  END IF;
END $$;

CREATE FUNCTION coursewright.read_thread(viewer uuid, thread uuid) RETURNS TABLE(id uuid, parent_post_id uuid, depth integer, username text, full_name text, content text, is_withheld boolean, is_answer boolean, upvotes integer, downvotes integer, own_vote text, created_at timestamp with time zone, module_id integer, title text, is_pinned boolean, is_solved boolean, reply_count integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  PERFORM coursewright.require_claim(viewer);
  RETURN QUERY
    SELECT s.*, p.module_id, p.title::text, p.is_pinned, p.is_solved, p.reply_count
    FROM coursewright.posts_shown(
      viewer, ARRAY(SELECT coursewright.people_shut_out(viewer)), ARRAY[thread], NULL) s
    JOIN coursewright.forum_posts p ON p.id = s.id AND p.parent_post_id IS NULL
    WHERE NOT s.is_withheld;
END $$;

CREATE FUNCTION coursewright.read_threads(viewer uuid, everywhere boolean, module integer, solved boolean, answered boolean, before_pinned boolean, before_at timestamp with time zone, before_id uuid, page integer) RETURNS TABLE(id uuid, module_id integer, username text, full_name text, title text, opening text, is_pinned boolean, is_solved boolean, upvotes integer, downvotes integer, reply_count integer, last_activity_at timestamp with time zone, created_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    AS $$
DECLARE
  shut uuid[];
  found uuid[];
BEGIN
  PERFORM coursewright.require_claim(viewer);
  shut := ARRAY(SELECT coursewright.people_shut_out(viewer));
  IF everywhere THEN
    found := ARRAY(
      SELECT p.id FROM coursewright.forum_posts p
      WHERE p.parent_post_id IS NULL AND p.deleted_at IS NULL
        AND (p.last_activity_at, p.id) < (before_at, before_id)
        AND (solved IS NULL OR p.is_solved = solved) AND (answered IS NULL OR (p.reply_count > 0) = answered)
        AND (p.user_id IS NULL OR p.user_id <> ALL (shut))
      ORDER BY p.last_activity_at DESC, p.id DESC LIMIT page);
  ELSIF module IS NULL THEN
    found := ARRAY(
      SELECT p.id FROM coursewright.forum_posts p
      WHERE p.parent_post_id IS NULL AND p.deleted_at IS NULL AND p.module_id IS NULL
        AND (p.is_pinned, p.last_activity_at, p.id) < (before_pinned, before_at, before_id)
        AND (solved IS NULL OR p.is_solved = solved) AND (answered IS NULL OR (p.reply_count > 0) = answered)
        AND (p.user_id IS NULL OR p.user_id <> ALL (shut))
      ORDER BY p.module_id, p.is_pinned DESC, p.last_activity_at DESC, p.id DESC LIMIT page);
  ELSE
    found := ARRAY(
      SELECT p.id FROM coursewright.forum_posts p
      WHERE p.parent_post_id IS NULL AND p.deleted_at IS NULL AND p.module_id = module
        AND (p.is_pinned, p.last_activity_at, p.id) < (before_pinned, before_at, before_id)
        AND (solved IS NULL OR p.is_solved = solved) AND (answered IS NULL OR (p.reply_count > 0) = answered)
        AND (p.user_id IS NULL OR p.user_id <> ALL (shut))
      ORDER BY p.is_pinned DESC, p.last_activity_at DESC, p.id DESC LIMIT page);
  END IF;
  RETURN QUERY
    SELECT p.id, p.module_id, CASE WHEN u.is_hidden AND u.id <> viewer THEN NULL ELSE u.username::text END,
      CASE WHEN u.is_hidden AND u.id <> viewer THEN NULL ELSE u.full_name::text END, p.title::text,
      left(p.content, 200), p.is_pinned, p.is_solved, p.upvotes, p.downvotes, p.reply_count,
      p.last_activity_at, p.created_at
    FROM unnest(found) WITH ORDINALITY AS hit (id, place)
    JOIN coursewright.forum_posts p ON p.id = hit.id
    LEFT JOIN coursewright.users u ON u.id = p.user_id
    ORDER BY hit.place;
END $$;

CREATE FUNCTION coursewright.read_threads_about(viewer uuid, mine boolean, item text, module integer, solved boolean, answered boolean, before_at timestamp with time zone, before_id uuid, page integer) RETURNS TABLE(id uuid, module_id integer, username text, full_name text, title text, opening text, is_pinned boolean, is_solved boolean, upvotes integer, downvotes integer, reply_count integer, last_activity_at timestamp with time zone, created_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
DECLARE
  shut uuid[];
  found uuid[];
BEGIN
  PERFORM coursewright.require_claim(viewer);
  shut := ARRAY(SELECT coursewright.people_shut_out(viewer));
  found := ARRAY(
    SELECT p.id FROM coursewright.forum_posts p
    WHERE p.parent_post_id IS NULL AND p.deleted_at IS NULL
      AND (p.last_activity_at, p.id) < (before_at, before_id)
      AND (NOT mine OR p.user_id = viewer)
      AND (item IS NULL OR p.id IN (SELECT a.post_id FROM coursewright.forum_anchors a WHERE a.item_key = item))
      AND (module IS NULL OR p.module_id = module)
      AND (solved IS NULL OR p.is_solved = solved) AND (answered IS NULL OR (p.reply_count > 0) = answered)
      AND (p.user_id IS NULL OR p.user_id <> ALL (shut))
    ORDER BY p.last_activity_at DESC, p.id DESC LIMIT page);
  RETURN QUERY
    SELECT p.id, p.module_id, CASE WHEN u.is_hidden AND u.id <> viewer THEN NULL ELSE u.username::text END,
      CASE WHEN u.is_hidden AND u.id <> viewer THEN NULL ELSE u.full_name::text END, p.title::text,
      left(p.content, 200), p.is_pinned, p.is_solved, p.upvotes, p.downvotes, p.reply_count,
      p.last_activity_at, p.created_at
    FROM unnest(found) WITH ORDINALITY AS hit (id, place)
    JOIN coursewright.forum_posts p ON p.id = hit.id
    LEFT JOIN coursewright.users u ON u.id = p.user_id
    ORDER BY hit.place;
END $$;

CREATE FUNCTION coursewright.readers_of_activity(activity uuid) RETURNS TABLE(username text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

CREATE FUNCTION coursewright.readers_of_post(post uuid) RETURNS TABLE(username text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH authors AS (
    SELECT p.user_id FROM coursewright.forum_posts p
    WHERE p.user_id IS NOT NULL
      AND p.id IN (post, (SELECT root_post_id FROM coursewright.forum_posts WHERE id = post))
  )
  SELECT u.username::text FROM coursewright.users u
  WHERE u.is_active
    AND EXISTS (SELECT FROM coursewright.cohort_members m
                JOIN coursewright.cohorts c ON c.id = m.cohort_id AND c.is_active
                WHERE m.user_id = u.id)
    AND NOT EXISTS (SELECT FROM coursewright.user_relationships e JOIN authors a ON e.following_id = a.user_id
                    WHERE e.follower_id = u.id AND e.status <> 'active')
    AND NOT EXISTS (SELECT FROM coursewright.user_relationships e JOIN authors a ON e.follower_id = a.user_id
                    WHERE e.following_id = u.id AND e.status = 'blocked')
$$;

CREATE FUNCTION coursewright.refuse_hidden_recommendation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM coursewright.generated_courses c
                 WHERE c.id = NEW.recommended_course_id AND c.visibility = 'public'
                   AND c.user_id <> NEW.user_id) THEN
    RAISE EXCEPTION 'a recommended course must be public and not the person''s own'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION coursewright.refuse_late_answer() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  -- The lock makes a submission that is under way wait for this answer, or this answer see it.
  PERFORM FROM coursewright.quiz_sessions s
    WHERE s.id = NEW.session_id AND s.submitted_at IS NULL FOR SHARE;
  IF NOT FOUND AND NEW.user_answer IS DISTINCT FROM OLD.user_answer THEN
    RAISE EXCEPTION 'the sitting was submitted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION coursewright.refuse_own_review() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF EXISTS (SELECT FROM coursewright.code_submissions s
             WHERE s.id = NEW.submission_id AND s.user_id = NEW.reviewer_id) THEN
    RAISE EXCEPTION 'a student cannot review their own submission' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION coursewright.refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
    AND (NEW.id, NEW.happened_at, NEW.actor, NEW.action, NEW.details)
      = (OLD.id, OLD.happened_at, OLD.actor, OLD.action, OLD.details)
    AND NEW.subject IS NOT DISTINCT FROM OLD.subject THEN
    RETURN NEW;  -- the person behind it is gone
  END IF;
  RAISE EXCEPTION 'the audit log is only added to' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION coursewright.refuse_work_in_anothers_course() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  owner uuid;
BEGIN
  IF TG_ARGV[0] = 'exercise' THEN
    SELECT c.user_id INTO owner FROM coursewright.exercises e
    JOIN coursewright.generated_modules m ON m.id = e.module_id
    JOIN coursewright.generated_courses c ON c.id = m.course_id WHERE e.id = NEW.exercise_id;
  ELSE
    SELECT c.user_id INTO owner FROM coursewright.generated_modules m
    JOIN coursewright.generated_courses c ON c.id = m.course_id WHERE m.id = NEW.generated_module_id;
  END IF;
  IF owner <> NEW.user_id THEN
    RAISE EXCEPTION 'the generated course is somebody else''s' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION coursewright.reopen_forum_thread() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  UPDATE coursewright.forum_posts SET is_solved = false, solved_by_post_id = NULL
  WHERE id = NEW.root_post_id AND solved_by_post_id = NEW.id;
  RETURN NULL;
END $$;

CREATE FUNCTION coursewright.require_claim(viewer uuid) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  IF coursewright.claimed_person() IS DISTINCT FROM viewer THEN
    RAISE EXCEPTION 'what one person may read is read for nobody else' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

CREATE FUNCTION coursewright.reveal_answers(asked uuid[]) RETURNS TABLE(assessment_id uuid, correct_answer text, explanation text, option_notes jsonb, marking jsonb, accepts jsonb, number double precision, tolerance double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT a.id, a.correct_answer, a.explanation, a.option_notes, a.marking, a.accepts, a.number, a.tolerance
  FROM coursewright.assessments a
  WHERE a.id = ANY (asked) AND EXISTS (
    SELECT FROM coursewright.quiz_attempts t
    JOIN coursewright.quiz_sessions s ON s.id = t.session_id AND s.submitted_at IS NOT NULL
    WHERE t.assessment_id = a.id
      AND (t.user_id = coursewright.claimed_person()
        OR (a.question_type = 'short-answer'
          AND t.user_id = ANY ((SELECT coursewright.people_in_sight())::uuid[]))))
$$;

CREATE FUNCTION coursewright.reveal_hint(task uuid, wanted integer, at_time timestamp with time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  INSERT INTO coursewright.hint_reveals
    (user_id, assessment_id, exercise_id, number, penalty, hint, revealed_at)
  SELECT coursewright.claimed_person(), told.assessment_id, told.exercise_id, wanted,
    coalesce((told.hints -> (wanted - 1) ->> 'penalty')::integer, 0), told.hints -> (wanted - 1) ->> 'text', at_time
  FROM (
    SELECT a.id AS assessment_id, NULL::uuid AS exercise_id, a.hints
    FROM coursewright.assessments a WHERE a.id = task
    UNION ALL
    SELECT NULL, e.id, e.hints FROM coursewright.exercises e
    JOIN coursewright.generated_modules m ON m.id = e.module_id
    JOIN coursewright.generated_courses c ON c.id = m.course_id
    WHERE e.id = task AND c.user_id = coursewright.claimed_person()
  ) AS told
  WHERE coursewright.claimed_person() IS NOT NULL AND wanted BETWEEN 1 AND jsonb_array_length(told.hints)
    AND (wanted = 1 OR EXISTS (
      SELECT FROM coursewright.hint_reveals r
      WHERE r.user_id = coursewright.claimed_person() AND r.number = wanted - 1
        AND coalesce(r.assessment_id, r.exercise_id) = task))
  ON CONFLICT DO NOTHING;
  INSERT INTO coursewright.user_progress (user_id, exercise_id, status, attempts, hints_revealed)
  SELECT r.user_id, r.exercise_id, 'pending', 0, jsonb_agg(r.number ORDER BY r.number)
  FROM coursewright.hint_reveals r
  WHERE r.user_id = coursewright.claimed_person() AND r.exercise_id = task
  GROUP BY r.user_id, r.exercise_id
  ON CONFLICT (user_id, exercise_id) WHERE exercise_id IS NOT NULL
    DO UPDATE SET hints_revealed = EXCLUDED.hints_revealed;
$$;

CREATE FUNCTION coursewright.reveal_solution(tried uuid) RETURNS TABLE(solution_code text, flaws jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT e.solution_code, e.flaws FROM coursewright.exercises e
  WHERE e.id = tried AND EXISTS (
    SELECT FROM coursewright.code_submissions s
    WHERE s.exercise_id = tried AND s.user_id = coursewright.claimed_person())
$$;

CREATE FUNCTION coursewright.search_forum(viewer uuid, words text, module integer, solved boolean, author text, since timestamp with time zone, before_score double precision, before_id uuid, page integer) RETURNS TABLE(id uuid, thread_id uuid, title text, module_id integer, username text, full_name text, excerpt text, is_solved boolean, upvotes integer, score double precision, created_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    SET enable_seqscan TO 'off'
    AS $_$
#variable_conflict use_column
DECLARE
  most constant integer := 300;
  few constant integer := 5;
  query tsquery := websearch_to_tsquery('english', words);
  shut uuid[];
  writer uuid;
  hits uuid[];
BEGIN
  PERFORM coursewright.require_claim(viewer);
  shut := ARRAY(SELECT coursewright.people_shut_out(viewer));
  IF author IS NOT NULL THEN
    SELECT u.id INTO writer FROM coursewright.users u
    WHERE u.username = author::public.citext AND (NOT u.is_hidden OR u.id = viewer);
    IF NOT FOUND THEN
      RETURN;
    END IF;
  END IF;
  hits := ARRAY(
    SELECT p.id FROM coursewright.forum_posts p
    WHERE p.search @@ query AND p.deleted_at IS NULL
      AND (module IS NULL OR p.module_id = module) AND (writer IS NULL OR p.user_id = writer)
      AND (since IS NULL OR p.created_at >= since)
    ORDER BY p.created_at DESC, p.id DESC LIMIT most);
  IF cardinality(hits) < few AND words ~ '^[[:alnum:] ]+$' THEN
    hits := hits || ARRAY(
      SELECT p.id FROM coursewright.forum_posts p
      WHERE p.title OPERATOR(public.%>) words AND p.parent_post_id IS NULL AND p.deleted_at IS NULL
        AND p.id <> ALL (hits)
        AND (module IS NULL OR p.module_id = module) AND (writer IS NULL OR p.user_id = writer)
        AND (since IS NULL OR p.created_at >= since)
      ORDER BY p.created_at DESC, p.id DESC LIMIT most);
  END IF;
  RETURN QUERY
    WITH ranked AS (
      SELECT p.id, coalesce(p.root_post_id, p.id) AS thread_id, p.user_id, p.content, p.upvotes, p.created_at,
        CASE WHEN p.search @@ query THEN 1 + ts_rank(p.search, query)::double precision
          ELSE 0.99 * public.word_similarity(words, p.title)::double precision END AS score
      FROM unnest(hits) AS hit (id)
      JOIN coursewright.forum_posts p ON p.id = hit.id
      WHERE p.user_id IS NULL OR p.user_id <> ALL (shut)
    ), best AS (
      SELECT r.*, t.title, t.module_id, t.is_solved
      FROM ranked r
      JOIN coursewright.forum_posts t ON t.id = r.thread_id
      WHERE (r.score, r.id) < (before_score, before_id) AND t.deleted_at IS NULL
        AND (t.user_id IS NULL OR t.user_id <> ALL (shut)) AND (solved IS NULL OR t.is_solved = solved)
      ORDER BY r.score DESC, r.id DESC LIMIT page
    )
    SELECT b.id, b.thread_id, b.title::text, b.module_id,
      CASE WHEN u.is_hidden AND u.id <> viewer THEN NULL ELSE u.username::text END,
      CASE WHEN u.is_hidden AND u.id <> viewer THEN NULL ELSE u.full_name::text END,
      ts_headline('english', left(b.content, 2000), query, 'StartSel="", StopSel="", MaxWords=30, MinWords=15'),
      b.is_solved, b.upvotes, b.score, b.created_at
    FROM best b
    LEFT JOIN coursewright.users u ON u.id = b.user_id
    ORDER BY b.score DESC, b.id DESC;
END $_$;

CREATE FUNCTION coursewright.staffed_cohorts() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT ARRAY(
    SELECT m.cohort_id FROM coursewright.cohort_members m
    WHERE m.user_id = coursewright.claimed_person() AND m.role IN ('instructor', 'admin')
    UNION
    SELECT c.id FROM coursewright.cohorts c
    WHERE c.slug = nullif(current_setting('coursewright.course', true), ''))
$$;

CREATE FUNCTION coursewright.sum_quiz_points() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  UPDATE coursewright.quiz_sessions s
    SET points_earned = (SELECT coalesce(sum(t.points_earned), 0) FROM coursewright.quiz_attempts t
                         WHERE t.session_id = s.id)
    WHERE s.id = NEW.session_id AND s.submitted_at IS NOT NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION coursewright.sum_study_time() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF TG_TABLE_NAME = 'module_completions' THEN
    NEW.time_spent_minutes := (
      SELECT sum(t.minutes) FROM coursewright.study_time t
      LEFT JOIN coursewright.lessons l ON l.id = t.lesson_id
      LEFT JOIN coursewright.assessments a ON a.id = t.assessment_id
      LEFT JOIN coursewright.exercises e ON e.id = t.exercise_id
      WHERE t.user_id = NEW.user_id AND (NEW.module_id IN (l.module_id, a.module_id)
        OR NEW.generated_module_id IN (t.generated_module_id, e.module_id)));
  ELSE
    NEW.time_spent_minutes := (
      SELECT sum(t.minutes) FROM coursewright.study_time t
      WHERE t.user_id = NEW.user_id AND t.exercise_id = NEW.exercise_id);
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION coursewright.take_answers(request uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH said AS (
    SELECT r.user_id, r.meta_category, r.archetype, r.domain, r.words
    FROM coursewright.course_requests r WHERE r.id = request
  ), stands AS (
    INSERT INTO coursewright.user_archetypes (user_id, meta_category, archetype, domain)
    SELECT s.user_id, s.meta_category, s.archetype, s.domain FROM said s
    ON CONFLICT (user_id) DO UPDATE SET meta_category = excluded.meta_category,
      archetype = excluded.archetype, domain = excluded.domain
    RETURNING id, user_id
  ), dropped AS (
    DELETE FROM coursewright.user_variables v USING said s
    WHERE v.user_id = s.user_id AND NOT s.words ? v.variable_key
  )
  INSERT INTO coursewright.user_variables (user_id, variable_key, variable_value, archetype_id)
  SELECT a.user_id, w.key, w.value, a.id
  FROM stands a CROSS JOIN said s CROSS JOIN LATERAL jsonb_each_text(s.words) w
  ON CONFLICT (user_id, variable_key) DO UPDATE SET variable_value = excluded.variable_value,
    archetype_id = excluded.archetype_id
$$;

CREATE FUNCTION coursewright.touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;

CREATE FUNCTION coursewright.walk_feed(viewer uuid, at_home boolean, before_at timestamp with time zone, before_id uuid, page integer, walked bigint) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
DECLARE
  cohorts uuid[] := ARRAY(
    SELECT m.cohort_id FROM coursewright.cohort_members m WHERE m.user_id = viewer AND at_home);
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
       ELSE EXISTS (SELECT FROM coursewright.classmates(viewer) who WHERE who.author = recent.user_id)
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

CREATE FUNCTION coursewright.walk_feed_by_set(viewer uuid, followed uuid[], friends uuid[], at_home boolean, before_at timestamp with time zone, before_id uuid, page integer, walked bigint) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
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

CREATE TABLE coursewright.achievements (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug character varying(60) NOT NULL,
    title character varying(100) NOT NULL,
    description text,
    icon character varying(50),
    icon_url text,
    category text,
    criteria_json jsonb NOT NULL,
    rarity text,
    points integer DEFAULT 0 NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_achievements_category CHECK ((category = ANY (ARRAY['completion'::text, 'speed'::text, 'quality'::text, 'social'::text, 'score'::text, 'engagement'::text, 'helper'::text]))),
    CONSTRAINT ck_achievements_criteria_json CHECK ((jsonb_typeof(criteria_json) = 'object'::text)),
    CONSTRAINT ck_achievements_points CHECK ((points >= 0)),
    CONSTRAINT ck_achievements_rarity CHECK ((rarity = ANY (ARRAY['common'::text, 'rare'::text, 'legendary'::text])))
);

CREATE TABLE coursewright.activity_feed (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    activity_type text NOT NULL,
    reference_type text,
    reference_id uuid,
    reference_module_id integer,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    visibility text DEFAULT 'friends'::text NOT NULL,
    dedupe_key text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_activity_feed_activity_type CHECK ((activity_type = ANY (ARRAY['started_course'::text, 'completed_module'::text, 'passed_review'::text, 'passed_exercise'::text, 'earned_achievement'::text]))),
    CONSTRAINT ck_activity_feed_metadata CHECK (((jsonb_typeof(metadata) = 'object'::text) AND (pg_column_size(metadata) < 2048))),
    CONSTRAINT ck_activity_feed_module_reference CHECK (((reference_module_id IS NULL) OR ((reference_type IS NOT NULL) AND (reference_type = 'module'::text)))),
    CONSTRAINT ck_activity_feed_one_reference CHECK ((num_nonnulls(reference_id, reference_module_id) <= 1)),
    CONSTRAINT ck_activity_feed_reference CHECK (((reference_type IS NULL) = (num_nonnulls(reference_id, reference_module_id) = 0))),
    CONSTRAINT ck_activity_feed_reference_type CHECK ((reference_type = ANY (ARRAY['course'::text, 'module'::text, 'exercise'::text, 'achievement'::text]))),
    CONSTRAINT ck_activity_feed_visibility CHECK ((visibility = ANY (ARRAY['public'::text, 'friends'::text, 'private'::text])))
);

CREATE TABLE coursewright.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE coursewright.architecture_reviews (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    exercise_id uuid,
    module_id uuid,
    submission_id uuid,
    overall_score integer NOT NULL,
    code_sense_score integer,
    efficiency_score integer,
    edge_cases_score integer,
    taste_score integer,
    strengths jsonb DEFAULT '[]'::jsonb NOT NULL,
    weaknesses jsonb DEFAULT '[]'::jsonb NOT NULL,
    suggestions jsonb DEFAULT '[]'::jsonb NOT NULL,
    passed boolean DEFAULT false NOT NULL,
    reviewer_model character varying(100),
    reviewed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_architecture_reviews_code_sense_score CHECK (((code_sense_score >= 0) AND (code_sense_score <= 100))),
    CONSTRAINT ck_architecture_reviews_edge_cases_score CHECK (((edge_cases_score >= 0) AND (edge_cases_score <= 100))),
    CONSTRAINT ck_architecture_reviews_efficiency_score CHECK (((efficiency_score >= 0) AND (efficiency_score <= 100))),
    CONSTRAINT ck_architecture_reviews_has_subject CHECK ((num_nonnulls(exercise_id, module_id, submission_id) >= 1)),
    CONSTRAINT ck_architecture_reviews_overall_score CHECK (((overall_score >= 0) AND (overall_score <= 100))),
    CONSTRAINT ck_architecture_reviews_strengths CHECK ((jsonb_typeof(strengths) = 'array'::text)),
    CONSTRAINT ck_architecture_reviews_suggestions CHECK ((jsonb_typeof(suggestions) = 'array'::text)),
    CONSTRAINT ck_architecture_reviews_taste_score CHECK (((taste_score >= 0) AND (taste_score <= 100))),
    CONSTRAINT ck_architecture_reviews_weaknesses CHECK ((jsonb_typeof(weaknesses) = 'array'::text))
);

CREATE TABLE coursewright.assessments (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    module_id integer NOT NULL,
    slug text,
    title character varying(200),
    question_text text NOT NULL,
    question_type text NOT NULL,
    options jsonb,
    correct_answer text,
    explanation text,
    points integer DEFAULT 10 NOT NULL,
    order_index integer NOT NULL,
    notebook_sha256 bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    retired_at timestamp with time zone,
    question_key text,
    difficulty text,
    concepts jsonb DEFAULT '[]'::jsonb NOT NULL,
    option_notes jsonb,
    marking jsonb,
    accepts jsonb,
    number double precision,
    tolerance double precision DEFAULT 0 NOT NULL,
    hints jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT ck_assessments_accepts CHECK (((accepts IS NULL) OR (jsonb_typeof(accepts) = 'array'::text))),
    CONSTRAINT ck_assessments_answer_of_choice CHECK (((question_type <> 'multiple-choice'::text) OR ((correct_answer IS NOT NULL) AND (options ? correct_answer)))),
    CONSTRAINT ck_assessments_answer_of_true_false CHECK (((question_type <> 'true-false'::text) OR (COALESCE(correct_answer, ''::text) = ANY (ARRAY['true'::text, 'false'::text])))),
    CONSTRAINT ck_assessments_concepts CHECK ((jsonb_typeof(concepts) = 'array'::text)),
    CONSTRAINT ck_assessments_decidable CHECK ((((accepts IS NULL) AND (number IS NULL)) OR (question_type = 'short-answer'::text))),
    CONSTRAINT ck_assessments_difficulty CHECK ((difficulty = ANY (ARRAY['easy'::text, 'medium'::text, 'hard'::text]))),
    CONSTRAINT ck_assessments_hints CHECK ((jsonb_typeof(hints) = 'array'::text)),
    CONSTRAINT ck_assessments_key_of_question CHECK (((question_key IS NULL) OR (question_type <> 'coding-task'::text))),
    CONSTRAINT ck_assessments_marking CHECK (((marking IS NULL) OR (jsonb_typeof(marking) = 'array'::text))),
    CONSTRAINT ck_assessments_option_notes CHECK (((option_notes IS NULL) OR ((options IS NOT NULL) AND (jsonb_typeof(option_notes) = 'object'::text)))),
    CONSTRAINT ck_assessments_options CHECK (((options IS NULL) OR (jsonb_typeof(options) = 'object'::text))),
    CONSTRAINT ck_assessments_options_of_choice CHECK (((question_type = 'multiple-choice'::text) = (options IS NOT NULL))),
    CONSTRAINT ck_assessments_order_index CHECK ((order_index >= 0)),
    CONSTRAINT ck_assessments_points CHECK ((points >= 0)),
    CONSTRAINT ck_assessments_question_type CHECK ((question_type = ANY (ARRAY['multiple-choice'::text, 'true-false'::text, 'short-answer'::text, 'coding-task'::text]))),
    CONSTRAINT ck_assessments_slug_of_task CHECK (((question_type = 'coding-task'::text) = (slug IS NOT NULL))),
    CONSTRAINT ck_assessments_tolerance CHECK ((tolerance >= (0)::double precision))
);

CREATE TABLE coursewright.assignment_extensions (
    cohort_id uuid NOT NULL,
    assignment_name text NOT NULL,
    user_id uuid NOT NULL,
    due_at timestamp with time zone NOT NULL,
    reason text,
    granted_by uuid,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_assignment_extensions_not_to_oneself CHECK ((granted_by <> user_id)),
    CONSTRAINT ck_assignment_extensions_reason CHECK ((length(reason) <= 1000))
);

CREATE TABLE coursewright.assignment_schedules (
    cohort_id uuid NOT NULL,
    assignment_name text NOT NULL,
    due_at timestamp with time zone
);

CREATE TABLE coursewright.audit_log (
    id bigint NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    actor_id uuid,
    actor text NOT NULL,
    action character varying(60) NOT NULL,
    subject text,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT ck_audit_log_action CHECK (((action)::text ~ '^[a-z][a-z0-9_.]*$'::text)),
    CONSTRAINT ck_audit_log_details CHECK ((jsonb_typeof(details) = 'object'::text))
);

ALTER TABLE coursewright.audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME coursewright.audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE coursewright.blueprint_modules (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    module_number integer NOT NULL,
    catalog_module_id integer,
    title_template text NOT NULL,
    concept_slug character varying(50) NOT NULL,
    description_template text,
    learning_objectives jsonb DEFAULT '[]'::jsonb NOT NULL,
    rigor_level text DEFAULT 'standard'::text NOT NULL,
    estimated_hours integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_blueprint_modules_estimated_hours CHECK ((estimated_hours >= 0)),
    CONSTRAINT ck_blueprint_modules_learning_objectives CHECK ((jsonb_typeof(learning_objectives) = 'array'::text)),
    CONSTRAINT ck_blueprint_modules_module_number CHECK (((module_number >= 1) AND (module_number <= 7))),
    CONSTRAINT ck_blueprint_modules_rigor_level CHECK ((rigor_level = ANY (ARRAY['standard'::text, 'advanced'::text])))
);

CREATE TABLE coursewright.blueprint_prerequisites (
    blueprint_module_id uuid NOT NULL,
    prerequisite_id uuid NOT NULL,
    CONSTRAINT ck_blueprint_prerequisites_not_itself CHECK ((blueprint_module_id <> prerequisite_id))
);

CREATE TABLE coursewright.bot_configurations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    name character varying(100) NOT NULL,
    llm_provider text NOT NULL,
    llm_model character varying(100) NOT NULL,
    is_active boolean DEFAULT false NOT NULL,
    is_paper_trading boolean DEFAULT true NOT NULL,
    max_position_size_percent numeric(5,2) DEFAULT 10.00 NOT NULL,
    stop_loss_percent numeric(5,2) DEFAULT 5.00 NOT NULL,
    config_json jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_bot_configurations_config_json CHECK ((jsonb_typeof(config_json) = 'object'::text)),
    CONSTRAINT ck_bot_configurations_llm_provider CHECK ((llm_provider = ANY (ARRAY['openai'::text, 'anthropic'::text, 'ollama'::text]))),
    CONSTRAINT ck_bot_configurations_max_position_size_percent CHECK (((max_position_size_percent > (0)::numeric) AND (max_position_size_percent <= (100)::numeric))),
    CONSTRAINT ck_bot_configurations_paper_trading_only CHECK (is_paper_trading),
    CONSTRAINT ck_bot_configurations_stop_loss_percent CHECK (((stop_loss_percent > (0)::numeric) AND (stop_loss_percent <= (100)::numeric)))
);

CREATE TABLE coursewright.code_submissions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    cohort_id uuid,
    assessment_id uuid,
    exercise_id uuid,
    github_url character varying(500),
    file_uploads jsonb,
    notebook_sha256 bytea,
    status text DEFAULT 'submitted'::text NOT NULL,
    grade numeric(7,2),
    max_grade numeric(7,2) DEFAULT 100 NOT NULL,
    instructor_feedback text,
    rubric_scores jsonb,
    submission_version integer DEFAULT 1 NOT NULL,
    submitted_at timestamp with time zone DEFAULT now() NOT NULL,
    graded_at timestamp with time zone,
    graded_by uuid,
    source text DEFAULT 'nbgrader'::text NOT NULL,
    nbgrader_course_id character varying(128),
    nbgrader_submission_id character varying(32),
    grading_state text DEFAULT 'queued'::text NOT NULL,
    grading_done integer,
    grading_total integer,
    grading_error text,
    test_results jsonb,
    needs_manual_grade boolean DEFAULT false NOT NULL,
    execution_time_ms integer,
    integrity jsonb,
    sandbox text,
    hint_penalty numeric(7,2) DEFAULT 0 NOT NULL,
    CONSTRAINT ck_code_submissions_execution_time_ms CHECK ((execution_time_ms >= 0)),
    CONSTRAINT ck_code_submissions_file_uploads CHECK (((file_uploads IS NULL) OR (jsonb_typeof(file_uploads) = 'object'::text))),
    CONSTRAINT ck_code_submissions_github_url CHECK (((github_url)::text ~ '^https://github\.com/[^/]+/[^/]+'::text)),
    CONSTRAINT ck_code_submissions_grade CHECK ((grade >= (0)::numeric)),
    CONSTRAINT ck_code_submissions_graded CHECK (((status <> 'graded'::text) OR ((grade IS NOT NULL) AND (graded_at IS NOT NULL)))),
    CONSTRAINT ck_code_submissions_grading_failed CHECK (((grading_state <> 'failed'::text) OR (grading_error IS NOT NULL))),
    CONSTRAINT ck_code_submissions_grading_progress CHECK (((grading_done >= 0) AND (grading_done <= grading_total))),
    CONSTRAINT ck_code_submissions_grading_state CHECK ((grading_state = ANY (ARRAY['queued'::text, 'grading'::text, 'graded'::text, 'failed'::text]))),
    CONSTRAINT ck_code_submissions_has_content CHECK ((num_nonnulls(github_url, file_uploads, notebook_sha256) >= 1)),
    CONSTRAINT ck_code_submissions_hint_penalty CHECK ((hint_penalty >= (0)::numeric)),
    CONSTRAINT ck_code_submissions_integrity CHECK (((integrity IS NULL) OR (jsonb_typeof(integrity) = 'array'::text))),
    CONSTRAINT ck_code_submissions_max_grade CHECK ((max_grade > (0)::numeric)),
    CONSTRAINT ck_code_submissions_not_graded_by_itself CHECK ((graded_by IS DISTINCT FROM user_id)),
    CONSTRAINT ck_code_submissions_one_task CHECK ((num_nonnulls(assessment_id, exercise_id) = 1)),
    CONSTRAINT ck_code_submissions_rubric_scores CHECK (((rubric_scores IS NULL) OR (jsonb_typeof(rubric_scores) = 'object'::text))),
    CONSTRAINT ck_code_submissions_source CHECK ((source = ANY (ARRAY['nbgrader'::text, 'web'::text, 'github'::text]))),
    CONSTRAINT ck_code_submissions_status CHECK ((status = ANY (ARRAY['submitted'::text, 'graded'::text, 'revision-needed'::text]))),
    CONSTRAINT ck_code_submissions_submission_version CHECK ((submission_version > 0)),
    CONSTRAINT ck_code_submissions_test_results CHECK (((test_results IS NULL) OR (jsonb_typeof(test_results) = 'array'::text))),
    CONSTRAINT ck_code_submissions_ungraded CHECK (((status <> 'submitted'::text) OR ((grade IS NULL) AND (graded_at IS NULL))))
);

CREATE TABLE coursewright.cohort_members (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    cohort_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    joined_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_cohort_members_role CHECK ((role = ANY (ARRAY['student'::text, 'instructor'::text, 'admin'::text])))
);

CREATE TABLE coursewright.cohorts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug character varying(50) NOT NULL,
    name character varying(100) NOT NULL,
    description text,
    start_date date,
    end_date date,
    is_active boolean DEFAULT true NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    quiz_tries integer,
    quiz_wait_minutes integer DEFAULT 0 NOT NULL,
    reviews_per_day integer DEFAULT 20 NOT NULL,
    CONSTRAINT ck_cohorts_dates CHECK ((end_date >= start_date)),
    CONSTRAINT ck_cohorts_quiz_tries CHECK ((quiz_tries > 0)),
    CONSTRAINT ck_cohorts_quiz_wait_minutes CHECK ((quiz_wait_minutes >= 0)),
    CONSTRAINT ck_cohorts_reviews_per_day CHECK ((reviews_per_day >= 0)),
    CONSTRAINT ck_cohorts_slug CHECK (((slug)::text ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'::text)),
    CONSTRAINT ck_cohorts_slug_fits_role_name CHECK ((length((slug)::text) <= 40))
);

CREATE TABLE coursewright.course_requests (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    idempotency_key uuid NOT NULL,
    meta_category character varying(50) NOT NULL,
    archetype character varying(50) NOT NULL,
    domain character varying(100) NOT NULL,
    words jsonb NOT NULL,
    tool text NOT NULL,
    starting_module integer DEFAULT 1 NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT ck_course_requests_failed CHECK (((state = 'failed'::text) = (error IS NOT NULL))),
    CONSTRAINT ck_course_requests_finished CHECK (((state = ANY (ARRAY['queued'::text, 'making'::text])) = (finished_at IS NULL))),
    CONSTRAINT ck_course_requests_progress CHECK (((done >= 0) AND (done <= total))),
    CONSTRAINT ck_course_requests_starting_module CHECK ((starting_module >= 1)),
    CONSTRAINT ck_course_requests_state CHECK ((state = ANY (ARRAY['queued'::text, 'making'::text, 'ready'::text, 'failed'::text, 'cancelled'::text]))),
    CONSTRAINT ck_course_requests_tool CHECK ((tool = ANY (ARRAY['intuition'::text, 'spreadsheets'::text, 'scripts'::text]))),
    CONSTRAINT ck_course_requests_words CHECK ((jsonb_typeof(words) = 'object'::text))
);

CREATE TABLE coursewright.course_tags (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    course_id uuid NOT NULL,
    tag text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_course_tags_tag CHECK ((tag ~ '^[a-z0-9][a-z0-9-]*$'::text))
);

CREATE TABLE coursewright.exercises (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    module_id uuid NOT NULL,
    slug text NOT NULL,
    type text NOT NULL,
    title character varying(255) NOT NULL,
    prompt text NOT NULL,
    starter_code text,
    solution_code text,
    test_cases jsonb DEFAULT '[]'::jsonb NOT NULL,
    flaws jsonb DEFAULT '[]'::jsonb NOT NULL,
    hints jsonb DEFAULT '[]'::jsonb NOT NULL,
    difficulty text,
    points integer DEFAULT 100 NOT NULL,
    time_limit_minutes integer,
    notebook_sha256 bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_exercises_difficulty CHECK ((difficulty = ANY (ARRAY['easy'::text, 'medium'::text, 'hard'::text]))),
    CONSTRAINT ck_exercises_flaws CHECK ((jsonb_typeof(flaws) = 'array'::text)),
    CONSTRAINT ck_exercises_hints CHECK ((jsonb_typeof(hints) = 'array'::text)),
    CONSTRAINT ck_exercises_points CHECK ((points >= 0)),
    CONSTRAINT ck_exercises_test_cases CHECK ((jsonb_typeof(test_cases) = 'array'::text)),
    CONSTRAINT ck_exercises_time_limit_minutes CHECK ((time_limit_minutes > 0)),
    CONSTRAINT ck_exercises_type CHECK ((type = ANY (ARRAY['code_review'::text, 'refactor'::text, 'build'::text, 'diagnosis'::text])))
);

CREATE TABLE coursewright.forum_anchors (
    post_id uuid NOT NULL,
    item_key text NOT NULL,
    cell_id text,
    quoted text,
    CONSTRAINT ck_forum_anchors_cell_id CHECK ((cell_id ~ '^[A-Za-z0-9_-]{1,64}$'::text)),
    CONSTRAINT ck_forum_anchors_quoted CHECK ((length(quoted) <= 4000))
);

CREATE TABLE coursewright.forum_edits (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    post_id uuid NOT NULL,
    title character varying(200),
    content text NOT NULL,
    replaced_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE coursewright.forum_posts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    module_id integer,
    user_id uuid,
    parent_post_id uuid,
    root_post_id uuid,
    depth smallint DEFAULT 0 NOT NULL,
    title character varying(200),
    content text NOT NULL,
    is_pinned boolean DEFAULT false NOT NULL,
    is_solved boolean DEFAULT false NOT NULL,
    solved_by_post_id uuid,
    upvotes integer DEFAULT 0 NOT NULL,
    downvotes integer DEFAULT 0 NOT NULL,
    reply_count integer DEFAULT 0 NOT NULL,
    last_activity_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    search tsvector GENERATED ALWAYS AS ((setweight(to_tsvector('english'::regconfig, (COALESCE(title, ''::character varying))::text), 'A'::"char") || setweight(to_tsvector('english'::regconfig, content), 'B'::"char"))) STORED NOT NULL,
    request_key uuid,
    is_locked boolean DEFAULT false NOT NULL,
    hidden_at timestamp with time zone,
    edited_at timestamp with time zone,
    CONSTRAINT ck_forum_posts_content CHECK (((length(content) >= 1) AND (length(content) <= 40000))),
    CONSTRAINT ck_forum_posts_depth CHECK (((depth >= 0) AND (depth <= 20))),
    CONSTRAINT ck_forum_posts_depth_of_reply CHECK (((parent_post_id IS NULL) = (depth = 0))),
    CONSTRAINT ck_forum_posts_downvotes CHECK ((downvotes >= 0)),
    CONSTRAINT ck_forum_posts_hidden CHECK (((hidden_at IS NULL) OR (deleted_at IS NOT NULL))),
    CONSTRAINT ck_forum_posts_locked CHECK (((parent_post_id IS NULL) OR (NOT is_locked))),
    CONSTRAINT ck_forum_posts_marks_of_thread CHECK (((parent_post_id IS NULL) OR (NOT (is_pinned OR is_solved)))),
    CONSTRAINT ck_forum_posts_reply_count CHECK ((reply_count >= 0)),
    CONSTRAINT ck_forum_posts_root_of_reply CHECK (((parent_post_id IS NULL) = (root_post_id IS NULL))),
    CONSTRAINT ck_forum_posts_solved CHECK (((solved_by_post_id IS NULL) OR is_solved)),
    CONSTRAINT ck_forum_posts_title_of_thread CHECK (((parent_post_id IS NULL) = (title IS NOT NULL))),
    CONSTRAINT ck_forum_posts_upvotes CHECK ((upvotes >= 0))
);

CREATE TABLE coursewright.forum_reports (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    post_id uuid NOT NULL,
    reporter_id uuid NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    resolved_at timestamp with time zone,
    resolved_by uuid,
    CONSTRAINT ck_forum_reports_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 1000))),
    CONSTRAINT ck_forum_reports_resolved CHECK (((resolved_by IS NULL) OR (resolved_at IS NOT NULL))),
    CONSTRAINT ck_forum_reports_resolved_later CHECK ((resolved_at >= created_at))
);

CREATE TABLE coursewright.forum_votes (
    post_id uuid NOT NULL,
    user_id uuid NOT NULL,
    vote_type text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_forum_votes_vote_type CHECK ((vote_type = ANY (ARRAY['upvote'::text, 'downvote'::text])))
);

CREATE TABLE coursewright.generated_courses (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    title character varying(255) NOT NULL,
    description text,
    archetype_id uuid,
    forked_from_id uuid,
    visibility text DEFAULT 'private'::text NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    progress_percentage integer DEFAULT 0 NOT NULL,
    start_date timestamp with time zone DEFAULT now() NOT NULL,
    completion_date timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_generated_courses_active CHECK (((status <> 'active'::text) OR (completion_date IS NULL))),
    CONSTRAINT ck_generated_courses_completed CHECK (((status <> 'completed'::text) OR ((completion_date IS NOT NULL) AND (progress_percentage = 100)))),
    CONSTRAINT ck_generated_courses_dates CHECK ((completion_date >= start_date)),
    CONSTRAINT ck_generated_courses_not_its_own_fork CHECK ((forked_from_id <> id)),
    CONSTRAINT ck_generated_courses_progress_percentage CHECK (((progress_percentage >= 0) AND (progress_percentage <= 100))),
    CONSTRAINT ck_generated_courses_status CHECK ((status = ANY (ARRAY['active'::text, 'completed'::text, 'archived'::text]))),
    CONSTRAINT ck_generated_courses_visibility CHECK ((visibility = ANY (ARRAY['public'::text, 'friends'::text, 'private'::text])))
);

CREATE TABLE coursewright.generated_modules (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    course_id uuid NOT NULL,
    blueprint_module_id uuid,
    title character varying(255) NOT NULL,
    description text,
    content_json jsonb NOT NULL,
    order_index integer NOT NULL,
    is_locked boolean DEFAULT false NOT NULL,
    is_completed boolean DEFAULT false NOT NULL,
    completed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    notebook_sha256 bytea,
    is_optional boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_generated_modules_completed_at CHECK ((is_completed = (completed_at IS NOT NULL))),
    CONSTRAINT ck_generated_modules_content_json CHECK ((jsonb_typeof(content_json) = 'object'::text)),
    CONSTRAINT ck_generated_modules_locked_or_completed CHECK ((NOT (is_locked AND is_completed))),
    CONSTRAINT ck_generated_modules_locked_or_optional CHECK ((NOT (is_locked AND is_optional))),
    CONSTRAINT ck_generated_modules_order_index CHECK ((order_index >= 0))
);

CREATE TABLE coursewright.grade_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    idempotency_key bytea NOT NULL,
    nbgrader_course_id character varying(128) NOT NULL,
    assignment_name character varying(128) NOT NULL,
    user_id uuid NOT NULL,
    revision integer NOT NULL,
    score numeric(9,3) NOT NULL,
    max_score numeric(9,3) NOT NULL,
    needs_manual_grade boolean NOT NULL,
    payload jsonb NOT NULL,
    observed_at timestamp with time zone DEFAULT now() NOT NULL,
    applied_at timestamp with time zone,
    CONSTRAINT ck_grade_events_idempotency_key CHECK ((octet_length(idempotency_key) = 32)),
    CONSTRAINT ck_grade_events_max_score CHECK ((max_score >= (0)::numeric)),
    CONSTRAINT ck_grade_events_revision CHECK ((revision > 0))
);

CREATE TABLE coursewright.gradebook_marks (
    cohort_id uuid NOT NULL,
    assignment_name text NOT NULL,
    student_name text NOT NULL,
    marked_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE coursewright.hint_reveals (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    assessment_id uuid,
    exercise_id uuid,
    number integer NOT NULL,
    penalty integer NOT NULL,
    hint text NOT NULL,
    revealed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_hint_reveals_number CHECK ((number > 0)),
    CONSTRAINT ck_hint_reveals_one_task CHECK ((num_nonnulls(assessment_id, exercise_id) = 1)),
    CONSTRAINT ck_hint_reveals_penalty CHECK (((penalty >= 0) AND (penalty <= 100)))
);

CREATE TABLE coursewright.learning_resource_votes (
    resource_id uuid NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE coursewright.learning_resources (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    module_id integer,
    title character varying(200) NOT NULL,
    url character varying(500) NOT NULL,
    resource_type text,
    difficulty text,
    upvotes integer DEFAULT 0 NOT NULL,
    added_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    description character varying(300),
    cohort_id uuid,
    idempotency_key uuid,
    state text DEFAULT 'waiting'::text NOT NULL,
    reason text,
    decided_by uuid,
    decided_at timestamp with time zone,
    CONSTRAINT ck_learning_resources_decided CHECK (((cohort_id IS NULL) OR ((state = ANY (ARRAY['waiting'::text, 'withdrawn'::text])) = (decided_at IS NULL)))),
    CONSTRAINT ck_learning_resources_decided_by CHECK (((decided_by IS NULL) OR (decided_at IS NOT NULL))),
    CONSTRAINT ck_learning_resources_declined CHECK (((state = 'declined'::text) = (reason IS NOT NULL))),
    CONSTRAINT ck_learning_resources_difficulty CHECK ((difficulty = ANY (ARRAY['beginner'::text, 'intermediate'::text, 'advanced'::text]))),
    CONSTRAINT ck_learning_resources_for_everybody CHECK (((cohort_id IS NOT NULL) OR (state = 'approved'::text))),
    CONSTRAINT ck_learning_resources_reason CHECK (((length(reason) >= 10) AND (length(reason) <= 1000))),
    CONSTRAINT ck_learning_resources_resource_type CHECK ((resource_type = ANY (ARRAY['video'::text, 'article'::text, 'tutorial'::text, 'documentation'::text]))),
    CONSTRAINT ck_learning_resources_state CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'declined'::text, 'withdrawn'::text]))),
    CONSTRAINT ck_learning_resources_upvotes CHECK ((upvotes >= 0)),
    CONSTRAINT ck_learning_resources_url CHECK (((url)::text ~ '^https?://'::text))
);

CREATE TABLE coursewright.lesson_progress (
    user_id uuid NOT NULL,
    lesson_id uuid,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    completed_at timestamp with time zone,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    generated_module_id uuid,
    CONSTRAINT ck_lesson_progress_one_lesson CHECK ((num_nonnulls(lesson_id, generated_module_id) = 1)),
    CONSTRAINT ck_lesson_progress_opened_first CHECK ((completed_at >= opened_at))
);

CREATE TABLE coursewright.lessons (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    module_id integer NOT NULL,
    slug text NOT NULL,
    title character varying(200) NOT NULL,
    content text NOT NULL,
    lesson_type text DEFAULT 'reading'::text NOT NULL,
    order_index integer NOT NULL,
    estimated_minutes integer,
    notebook_path text,
    notebook_sha256 bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    retired_at timestamp with time zone,
    concepts jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT ck_lessons_concepts CHECK ((jsonb_typeof(concepts) = 'array'::text)),
    CONSTRAINT ck_lessons_estimated_minutes CHECK ((estimated_minutes >= 0)),
    CONSTRAINT ck_lessons_lesson_type CHECK ((lesson_type = ANY (ARRAY['reading'::text, 'video'::text, 'interactive'::text, 'coding'::text]))),
    CONSTRAINT ck_lessons_order_index CHECK ((order_index >= 0))
);

CREATE TABLE coursewright.llm_calls (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid,
    purpose character varying(50) NOT NULL,
    provider text NOT NULL,
    model character varying(100) NOT NULL,
    input_tokens integer,
    output_tokens integer,
    duration_ms integer,
    outcome text NOT NULL,
    error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_llm_calls_answered CHECK (((outcome = 'answered'::text) = (error IS NULL))),
    CONSTRAINT ck_llm_calls_duration_ms CHECK ((duration_ms >= 0)),
    CONSTRAINT ck_llm_calls_input_tokens CHECK ((input_tokens >= 0)),
    CONSTRAINT ck_llm_calls_outcome CHECK ((outcome = ANY (ARRAY['answered'::text, 'refused'::text, 'failed'::text, 'timed_out'::text]))),
    CONSTRAINT ck_llm_calls_output_tokens CHECK ((output_tokens >= 0)),
    CONSTRAINT ck_llm_calls_provider CHECK ((provider = ANY (ARRAY['openai'::text, 'anthropic'::text, 'ollama'::text])))
);

CREATE TABLE coursewright.module_completions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    generated_module_id uuid,
    module_id integer,
    completed_at timestamp with time zone DEFAULT now() NOT NULL,
    time_spent_minutes integer,
    final_score integer,
    CONSTRAINT ck_module_completions_final_score CHECK (((final_score >= 0) AND (final_score <= 100))),
    CONSTRAINT ck_module_completions_one_module CHECK ((num_nonnulls(generated_module_id, module_id) = 1)),
    CONSTRAINT ck_module_completions_time_spent_minutes CHECK ((time_spent_minutes >= 0))
);

CREATE TABLE coursewright.module_prerequisites (
    module_id integer NOT NULL,
    prerequisite_id integer NOT NULL,
    CONSTRAINT ck_module_prerequisites_not_itself CHECK ((module_id <> prerequisite_id))
);

CREATE TABLE coursewright.modules (
    id integer NOT NULL,
    slug character varying(50) NOT NULL,
    title character varying(200) NOT NULL,
    description text,
    track text NOT NULL,
    duration_hours numeric(4,2),
    order_index integer NOT NULL,
    is_published boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_modules_duration_hours CHECK ((duration_hours >= (0)::numeric)),
    CONSTRAINT ck_modules_id CHECK ((id > 0)),
    CONSTRAINT ck_modules_track CHECK ((track = ANY (ARRAY['user'::text, 'power-user'::text, 'developer'::text, 'architect'::text])))
);

CREATE TABLE coursewright.nbgrader_bindings (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    nbgrader_course_id character varying(128) NOT NULL,
    assignment_name character varying(128) NOT NULL,
    notebook_name character varying(128),
    cell_name character varying(128),
    module_id integer,
    assessment_id uuid,
    exercise_slug text,
    CONSTRAINT ck_nbgrader_bindings_cell_of_notebook CHECK (((cell_name IS NULL) OR (notebook_name IS NOT NULL))),
    CONSTRAINT ck_nbgrader_bindings_one_meaning CHECK ((num_nonnulls(module_id, assessment_id, exercise_slug) = 1))
);

CREATE TABLE coursewright.notebook_releases (
    item_key text NOT NULL,
    sha256 bytea NOT NULL,
    released_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE coursewright.notebooks (
    sha256 bytea NOT NULL,
    content bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_notebooks_sha256 CHECK ((sha256 = sha256(content)))
);

CREATE TABLE coursewright.outbox (
    id bigint NOT NULL,
    topic character varying(50) NOT NULL,
    dedupe_key text NOT NULL,
    payload jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    available_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    delivered_at timestamp with time zone,
    last_error text,
    CONSTRAINT ck_outbox_attempts CHECK ((attempts >= 0))
);

ALTER TABLE coursewright.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME coursewright.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE coursewright.peer_reviews (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    submission_id uuid NOT NULL,
    reviewer_id uuid NOT NULL,
    rubric_scores jsonb,
    comments text,
    is_helpful boolean,
    assigned_at timestamp with time zone DEFAULT now() NOT NULL,
    submitted_at timestamp with time zone,
    CONSTRAINT ck_peer_reviews_helpful_when_submitted CHECK (((submitted_at IS NOT NULL) OR (is_helpful IS NULL))),
    CONSTRAINT ck_peer_reviews_rubric_scores CHECK (((rubric_scores IS NULL) OR (jsonb_typeof(rubric_scores) = 'object'::text)))
);

CREATE TABLE coursewright.quiz_attempts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    session_id uuid NOT NULL,
    user_id uuid NOT NULL,
    assessment_id uuid NOT NULL,
    user_answer text,
    is_correct boolean,
    points_earned integer,
    attempted_at timestamp with time zone DEFAULT now() NOT NULL,
    time_spent_seconds integer,
    comment text,
    decided_by uuid,
    decided_at timestamp with time zone,
    CONSTRAINT ck_quiz_attempts_comment CHECK ((length(comment) <= 2000)),
    CONSTRAINT ck_quiz_attempts_decided CHECK ((((decided_at IS NOT NULL) AND (is_correct IS NOT NULL)) OR (num_nonnulls(decided_at, decided_by, comment) = 0))),
    CONSTRAINT ck_quiz_attempts_not_by_oneself CHECK ((decided_by <> user_id)),
    CONSTRAINT ck_quiz_attempts_points_earned CHECK ((points_earned >= 0)),
    CONSTRAINT ck_quiz_attempts_time_spent_seconds CHECK ((time_spent_seconds >= 0)),
    CONSTRAINT ck_quiz_attempts_ungraded CHECK (((is_correct IS NOT NULL) OR (points_earned IS NULL))),
    CONSTRAINT ck_quiz_attempts_wrong CHECK (((is_correct IS DISTINCT FROM false) OR ((points_earned IS NOT NULL) AND (points_earned = 0))))
);

CREATE TABLE coursewright.quiz_sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    module_id integer NOT NULL,
    attempt_number integer NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    submitted_at timestamp with time zone,
    points_earned integer,
    points_possible integer,
    is_partial boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_quiz_sessions_attempt_number CHECK ((attempt_number > 0)),
    CONSTRAINT ck_quiz_sessions_points_earned CHECK ((points_earned >= 0)),
    CONSTRAINT ck_quiz_sessions_points_possible CHECK ((points_possible >= points_earned)),
    CONSTRAINT ck_quiz_sessions_submitted CHECK (((submitted_at IS NULL) = (points_earned IS NULL)))
);

CREATE TABLE coursewright.recommendations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    recommended_course_id uuid NOT NULL,
    score numeric(3,2) NOT NULL,
    reason_code text,
    display_text text,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    batch_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    is_dismissed boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_recommendations_expires_at CHECK ((expires_at > created_at)),
    CONSTRAINT ck_recommendations_metadata CHECK ((jsonb_typeof(metadata) = 'object'::text)),
    CONSTRAINT ck_recommendations_reason_code CHECK ((reason_code = ANY (ARRAY['similar_users'::text, 'next_step'::text, 'trending'::text, 'friend_activity'::text]))),
    CONSTRAINT ck_recommendations_score CHECK (((score >= (0)::numeric) AND (score <= (1)::numeric)))
);

CREATE TABLE coursewright.regrade_requests (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    submission_id uuid NOT NULL,
    user_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    reason text NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    decision text,
    answer text,
    answered_at timestamp with time zone,
    answered_by uuid,
    CONSTRAINT ck_regrade_requests_answer CHECK (((length(answer) >= 10) AND (length(answer) <= 2000))),
    CONSTRAINT ck_regrade_requests_answered CHECK ((num_nonnulls(decision, answer, answered_at) = ANY (ARRAY[0, 3]))),
    CONSTRAINT ck_regrade_requests_answered_by CHECK (((answered_by IS NULL) OR (answered_at IS NOT NULL))),
    CONSTRAINT ck_regrade_requests_answered_later CHECK ((answered_at >= asked_at)),
    CONSTRAINT ck_regrade_requests_decision CHECK ((decision = ANY (ARRAY['kept'::text, 'regraded'::text, 'marked'::text]))),
    CONSTRAINT ck_regrade_requests_not_by_oneself CHECK ((answered_by <> user_id)),
    CONSTRAINT ck_regrade_requests_reason CHECK (((length(reason) >= 20) AND (length(reason) <= 2000)))
);

CREATE TABLE coursewright.review_answers (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    assessment_id uuid NOT NULL,
    user_answer text,
    is_correct boolean,
    answered_at timestamp with time zone DEFAULT now() NOT NULL,
    time_spent_seconds integer,
    CONSTRAINT ck_review_answers_time_spent_seconds CHECK ((time_spent_seconds >= 0))
);

CREATE TABLE coursewright.review_cards (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    assessment_id uuid NOT NULL,
    state text DEFAULT 'learning'::text NOT NULL,
    step integer,
    stability double precision,
    difficulty double precision,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    last_review_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    concept text NOT NULL,
    CONSTRAINT ck_review_cards_concept CHECK (((length(concept) >= 1) AND (length(concept) <= 200))),
    CONSTRAINT ck_review_cards_difficulty CHECK (((difficulty >= (1)::double precision) AND (difficulty <= (10)::double precision))),
    CONSTRAINT ck_review_cards_memory CHECK ((num_nonnulls(stability, difficulty, last_review_at) = ANY (ARRAY[0, 3]))),
    CONSTRAINT ck_review_cards_reviewed CHECK (((state = 'learning'::text) OR (last_review_at IS NOT NULL))),
    CONSTRAINT ck_review_cards_stability CHECK ((stability > (0)::double precision)),
    CONSTRAINT ck_review_cards_state CHECK ((state = ANY (ARRAY['learning'::text, 'review'::text, 'relearning'::text]))),
    CONSTRAINT ck_review_cards_step CHECK ((step >= 0)),
    CONSTRAINT ck_review_cards_step_while_learning CHECK (((state = 'review'::text) = (step IS NULL)))
);

CREATE TABLE coursewright.rubric_items (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    assessment_id uuid,
    exercise_slug text,
    key text NOT NULL,
    title character varying(200) NOT NULL,
    description text,
    points integer NOT NULL,
    order_index integer NOT NULL,
    answer text,
    CONSTRAINT ck_rubric_items_key CHECK ((key ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT ck_rubric_items_one_task CHECK ((num_nonnulls(assessment_id, exercise_slug) = 1)),
    CONSTRAINT ck_rubric_items_order_index CHECK ((order_index >= 0)),
    CONSTRAINT ck_rubric_items_points CHECK ((points > 0))
);

CREATE TABLE coursewright.study_time (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    day date NOT NULL,
    lesson_id uuid,
    generated_module_id uuid,
    assessment_id uuid,
    exercise_id uuid,
    minutes integer DEFAULT 1 NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_study_time_minutes CHECK (((minutes >= 1) AND (minutes <= 1440))),
    CONSTRAINT ck_study_time_one_item CHECK ((num_nonnulls(lesson_id, generated_module_id, assessment_id, exercise_id) = 1))
);

CREATE TABLE coursewright.trading_strategies (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    bot_config_id uuid NOT NULL,
    strategy_name character varying(100) NOT NULL,
    strategy_code text,
    backtest_results jsonb,
    backtested_at timestamp with time zone,
    backtest_code_sha256 bytea,
    is_active boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_trading_strategies_backtest_code_sha256 CHECK ((octet_length(backtest_code_sha256) = 32)),
    CONSTRAINT ck_trading_strategies_backtest_results CHECK (((backtest_results IS NULL) OR (jsonb_typeof(backtest_results) = 'object'::text)))
);

CREATE TABLE coursewright.trending_courses (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    course_id uuid NOT NULL,
    velocity_score numeric(10,2) NOT NULL,
    rank_position integer NOT NULL,
    time_window text NOT NULL,
    calculated_at timestamp with time zone DEFAULT now() NOT NULL,
    is_hot boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_trending_courses_rank_position CHECK ((rank_position > 0)),
    CONSTRAINT ck_trending_courses_time_window CHECK ((time_window = ANY (ARRAY['hour'::text, 'day'::text, 'week'::text]))),
    CONSTRAINT ck_trending_courses_velocity_score CHECK ((velocity_score >= (0)::numeric))
);

CREATE TABLE coursewright.user_achievements (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    achievement_id uuid NOT NULL,
    earned_at timestamp with time zone,
    progress jsonb,
    is_featured boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_user_achievements_earned_or_begun CHECK (((earned_at IS NOT NULL) OR (progress IS NOT NULL))),
    CONSTRAINT ck_user_achievements_featured_when_earned CHECK (((NOT is_featured) OR (earned_at IS NOT NULL))),
    CONSTRAINT ck_user_achievements_progress CHECK (((progress IS NULL) OR (jsonb_typeof(progress) = 'object'::text)))
);

CREATE TABLE coursewright.user_archetypes (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    meta_category character varying(50) NOT NULL,
    archetype character varying(50) NOT NULL,
    domain character varying(100) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE coursewright.user_course_interactions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    course_id uuid NOT NULL,
    interaction_type text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_user_course_interactions_interaction_type CHECK ((interaction_type = ANY (ARRAY['viewed'::text, 'started'::text, 'completed'::text, 'saved'::text])))
);

CREATE TABLE coursewright.user_progress (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    module_id integer,
    exercise_id uuid,
    status text DEFAULT 'not-started'::text NOT NULL,
    progress_percent numeric(5,2),
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    last_accessed timestamp with time zone,
    time_spent_minutes integer,
    submitted_code text,
    score integer,
    attempts integer,
    execution_time_ms integer,
    memory_used_mb numeric(10,2),
    test_results jsonb,
    hints_revealed jsonb,
    submitted_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_user_progress_attempts CHECK ((attempts >= 0)),
    CONSTRAINT ck_user_progress_completed CHECK (((status = 'completed'::text) = ((completed_at IS NOT NULL) AND (module_id IS NOT NULL)))),
    CONSTRAINT ck_user_progress_completed_percent CHECK (((status <> 'completed'::text) OR (progress_percent = (100)::numeric))),
    CONSTRAINT ck_user_progress_execution_time_ms CHECK ((execution_time_ms >= 0)),
    CONSTRAINT ck_user_progress_exercise_row CHECK (((exercise_id IS NULL) OR ((status = ANY (ARRAY['pending'::text, 'passed'::text, 'failed'::text])) AND (attempts IS NOT NULL) AND (progress_percent IS NULL)))),
    CONSTRAINT ck_user_progress_exercise_score CHECK (((exercise_id IS NULL) OR (status = 'pending'::text) OR (score IS NOT NULL))),
    CONSTRAINT ck_user_progress_hints_revealed CHECK (((hints_revealed IS NULL) OR (jsonb_typeof(hints_revealed) = 'array'::text))),
    CONSTRAINT ck_user_progress_memory_used_mb CHECK ((memory_used_mb >= (0)::numeric)),
    CONSTRAINT ck_user_progress_module_row CHECK (((module_id IS NULL) OR ((status = ANY (ARRAY['not-started'::text, 'in-progress'::text, 'completed'::text])) AND (progress_percent IS NOT NULL) AND (time_spent_minutes IS NOT NULL) AND (num_nonnulls(submitted_code, score, attempts, execution_time_ms, memory_used_mb, test_results, hints_revealed, submitted_at) = 0)))),
    CONSTRAINT ck_user_progress_not_started CHECK (((status <> 'not-started'::text) OR ((progress_percent = (0)::numeric) AND (started_at IS NULL)))),
    CONSTRAINT ck_user_progress_one_subject CHECK ((num_nonnulls(module_id, exercise_id) = 1)),
    CONSTRAINT ck_user_progress_progress_percent CHECK (((progress_percent >= (0)::numeric) AND (progress_percent <= (100)::numeric))),
    CONSTRAINT ck_user_progress_score CHECK (((score >= 0) AND (score <= 100))),
    CONSTRAINT ck_user_progress_time_spent_minutes CHECK ((time_spent_minutes >= 0))
);

CREATE TABLE coursewright.user_relationships (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    follower_id uuid NOT NULL,
    following_id uuid NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    is_mutual boolean DEFAULT false NOT NULL,
    is_blocked_by boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    is_hidden boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_user_relationships_not_oneself CHECK ((follower_id <> following_id)),
    CONSTRAINT ck_user_relationships_status CHECK ((status = ANY (ARRAY['active'::text, 'muted'::text, 'ignored'::text, 'blocked'::text])))
);

CREATE TABLE coursewright.user_variables (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    variable_key text NOT NULL,
    variable_value text NOT NULL,
    archetype_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_user_variables_variable_key CHECK ((variable_key ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT ck_user_variables_variable_value CHECK (((length(variable_value) >= 1) AND (length(variable_value) <= 500)))
);

CREATE TABLE coursewright.users (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    email public.citext NOT NULL,
    username public.citext NOT NULL,
    password_hash character varying(255),
    full_name character varying(100),
    avatar_url text,
    bio text,
    role text DEFAULT 'student'::text NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    default_visibility text DEFAULT 'friends'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    last_login timestamp with time zone,
    last_active_at timestamp with time zone,
    is_hidden boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_users_avatar_url CHECK ((avatar_url ~ '^https?://'::text)),
    CONSTRAINT ck_users_bio CHECK ((length(bio) <= 4000)),
    CONSTRAINT ck_users_default_visibility CHECK ((default_visibility = ANY (ARRAY['public'::text, 'friends'::text, 'private'::text]))),
    CONSTRAINT ck_users_email CHECK (((length((email)::text) <= 255) AND (POSITION(('@'::text) IN (email)) > 1))),
    CONSTRAINT ck_users_role CHECK ((role = ANY (ARRAY['student'::text, 'teacher'::text, 'admin'::text]))),
    CONSTRAINT ck_users_username CHECK (((username)::text ~ '^[a-z0-9][a-z0-9._@+-]{0,49}$'::text)),
    CONSTRAINT ck_users_username_not_of_course_server CHECK (((username)::text !~~ 'course-%'::text))
);

ALTER TABLE ONLY coursewright.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY coursewright.assessments
    ADD CONSTRAINT ex_assessments_place EXCLUDE USING btree (module_id WITH =, order_index WITH =) WHERE ((retired_at IS NULL)) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY coursewright.lessons
    ADD CONSTRAINT ex_lessons_place EXCLUDE USING btree (module_id WITH =, order_index WITH =) WHERE ((retired_at IS NULL)) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY coursewright.achievements
    ADD CONSTRAINT pk_achievements PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.activity_feed
    ADD CONSTRAINT pk_activity_feed PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.architecture_reviews
    ADD CONSTRAINT pk_architecture_reviews PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.assessments
    ADD CONSTRAINT pk_assessments PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.assignment_extensions
    ADD CONSTRAINT pk_assignment_extensions PRIMARY KEY (cohort_id, assignment_name, user_id);

ALTER TABLE ONLY coursewright.assignment_schedules
    ADD CONSTRAINT pk_assignment_schedules PRIMARY KEY (cohort_id, assignment_name);

ALTER TABLE ONLY coursewright.audit_log
    ADD CONSTRAINT pk_audit_log PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.blueprint_modules
    ADD CONSTRAINT pk_blueprint_modules PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.blueprint_prerequisites
    ADD CONSTRAINT pk_blueprint_prerequisites PRIMARY KEY (blueprint_module_id, prerequisite_id);

ALTER TABLE ONLY coursewright.bot_configurations
    ADD CONSTRAINT pk_bot_configurations PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.code_submissions
    ADD CONSTRAINT pk_code_submissions PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.cohort_members
    ADD CONSTRAINT pk_cohort_members PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.cohorts
    ADD CONSTRAINT pk_cohorts PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.course_requests
    ADD CONSTRAINT pk_course_requests PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.course_tags
    ADD CONSTRAINT pk_course_tags PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.exercises
    ADD CONSTRAINT pk_exercises PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.forum_anchors
    ADD CONSTRAINT pk_forum_anchors PRIMARY KEY (post_id);

ALTER TABLE ONLY coursewright.forum_edits
    ADD CONSTRAINT pk_forum_edits PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.forum_posts
    ADD CONSTRAINT pk_forum_posts PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.forum_reports
    ADD CONSTRAINT pk_forum_reports PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.forum_votes
    ADD CONSTRAINT pk_forum_votes PRIMARY KEY (post_id, user_id);

ALTER TABLE ONLY coursewright.generated_courses
    ADD CONSTRAINT pk_generated_courses PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.generated_modules
    ADD CONSTRAINT pk_generated_modules PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.grade_events
    ADD CONSTRAINT pk_grade_events PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.gradebook_marks
    ADD CONSTRAINT pk_gradebook_marks PRIMARY KEY (cohort_id, assignment_name, student_name);

ALTER TABLE ONLY coursewright.hint_reveals
    ADD CONSTRAINT pk_hint_reveals PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.learning_resource_votes
    ADD CONSTRAINT pk_learning_resource_votes PRIMARY KEY (resource_id, user_id);

ALTER TABLE ONLY coursewright.learning_resources
    ADD CONSTRAINT pk_learning_resources PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.lesson_progress
    ADD CONSTRAINT pk_lesson_progress PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.lessons
    ADD CONSTRAINT pk_lessons PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.llm_calls
    ADD CONSTRAINT pk_llm_calls PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.module_completions
    ADD CONSTRAINT pk_module_completions PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.module_prerequisites
    ADD CONSTRAINT pk_module_prerequisites PRIMARY KEY (module_id, prerequisite_id);

ALTER TABLE ONLY coursewright.modules
    ADD CONSTRAINT pk_modules PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.nbgrader_bindings
    ADD CONSTRAINT pk_nbgrader_bindings PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.notebook_releases
    ADD CONSTRAINT pk_notebook_releases PRIMARY KEY (item_key, sha256);

ALTER TABLE ONLY coursewright.notebooks
    ADD CONSTRAINT pk_notebooks PRIMARY KEY (sha256);

ALTER TABLE ONLY coursewright.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.peer_reviews
    ADD CONSTRAINT pk_peer_reviews PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.quiz_attempts
    ADD CONSTRAINT pk_quiz_attempts PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.quiz_sessions
    ADD CONSTRAINT pk_quiz_sessions PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.recommendations
    ADD CONSTRAINT pk_recommendations PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.regrade_requests
    ADD CONSTRAINT pk_regrade_requests PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.review_answers
    ADD CONSTRAINT pk_review_answers PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.review_cards
    ADD CONSTRAINT pk_review_cards PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.rubric_items
    ADD CONSTRAINT pk_rubric_items PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.study_time
    ADD CONSTRAINT pk_study_time PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.trading_strategies
    ADD CONSTRAINT pk_trading_strategies PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.trending_courses
    ADD CONSTRAINT pk_trending_courses PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.user_achievements
    ADD CONSTRAINT pk_user_achievements PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.user_archetypes
    ADD CONSTRAINT pk_user_archetypes PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.user_course_interactions
    ADD CONSTRAINT pk_user_course_interactions PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.user_progress
    ADD CONSTRAINT pk_user_progress PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.user_relationships
    ADD CONSTRAINT pk_user_relationships PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.user_variables
    ADD CONSTRAINT pk_user_variables PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.users
    ADD CONSTRAINT pk_users PRIMARY KEY (id);

ALTER TABLE ONLY coursewright.achievements
    ADD CONSTRAINT uq_achievements_slug UNIQUE (slug);

ALTER TABLE ONLY coursewright.activity_feed
    ADD CONSTRAINT uq_activity_feed_dedupe_key UNIQUE (dedupe_key);

ALTER TABLE ONLY coursewright.assessments
    ADD CONSTRAINT uq_assessments_question_key UNIQUE (question_key);

ALTER TABLE ONLY coursewright.assessments
    ADD CONSTRAINT uq_assessments_slug UNIQUE (slug);

ALTER TABLE ONLY coursewright.blueprint_modules
    ADD CONSTRAINT uq_blueprint_modules_module_number_concept_slug UNIQUE (module_number, concept_slug);

ALTER TABLE ONLY coursewright.bot_configurations
    ADD CONSTRAINT uq_bot_configurations_user_id_name UNIQUE (user_id, name);

ALTER TABLE ONLY coursewright.cohort_members
    ADD CONSTRAINT uq_cohort_members_cohort_id_user_id UNIQUE (cohort_id, user_id);

ALTER TABLE ONLY coursewright.cohorts
    ADD CONSTRAINT uq_cohorts_slug UNIQUE (slug);

ALTER TABLE ONLY coursewright.course_requests
    ADD CONSTRAINT uq_course_requests_user_id_idempotency_key UNIQUE (user_id, idempotency_key);

ALTER TABLE ONLY coursewright.course_tags
    ADD CONSTRAINT uq_course_tags_course_id_tag UNIQUE (course_id, tag);

ALTER TABLE ONLY coursewright.exercises
    ADD CONSTRAINT uq_exercises_module_id_slug UNIQUE (module_id, slug);

ALTER TABLE ONLY coursewright.forum_posts
    ADD CONSTRAINT uq_forum_posts_user_id_request_key UNIQUE (user_id, request_key);

ALTER TABLE ONLY coursewright.forum_reports
    ADD CONSTRAINT uq_forum_reports_post_id_reporter_id UNIQUE (post_id, reporter_id);

ALTER TABLE ONLY coursewright.generated_courses
    ADD CONSTRAINT uq_generated_courses_id_user_id UNIQUE (id, user_id);

ALTER TABLE ONLY coursewright.generated_modules
    ADD CONSTRAINT uq_generated_modules_course_id_order_index UNIQUE (course_id, order_index) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY coursewright.grade_events
    ADD CONSTRAINT uq_grade_events_idempotency_key UNIQUE (idempotency_key);

ALTER TABLE ONLY coursewright.grade_events
    ADD CONSTRAINT uq_grade_events_nbgrader_course_id_assignment_name_user_1b96 UNIQUE (nbgrader_course_id, assignment_name, user_id, revision);

ALTER TABLE ONLY coursewright.hint_reveals
    ADD CONSTRAINT uq_hint_reveals_once UNIQUE NULLS NOT DISTINCT (user_id, assessment_id, exercise_id, number);

ALTER TABLE ONLY coursewright.learning_resources
    ADD CONSTRAINT uq_learning_resources_added_by_idempotency_key UNIQUE (added_by, idempotency_key);

ALTER TABLE ONLY coursewright.lessons
    ADD CONSTRAINT uq_lessons_slug UNIQUE (slug);

ALTER TABLE ONLY coursewright.modules
    ADD CONSTRAINT uq_modules_order_index UNIQUE (order_index) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY coursewright.modules
    ADD CONSTRAINT uq_modules_slug UNIQUE (slug);

ALTER TABLE ONLY coursewright.nbgrader_bindings
    ADD CONSTRAINT uq_nbgrader_bindings_place UNIQUE NULLS NOT DISTINCT (nbgrader_course_id, assignment_name, notebook_name, cell_name);

ALTER TABLE ONLY coursewright.outbox
    ADD CONSTRAINT uq_outbox_dedupe_key UNIQUE (dedupe_key);

ALTER TABLE ONLY coursewright.peer_reviews
    ADD CONSTRAINT uq_peer_reviews_submission_id_reviewer_id UNIQUE (submission_id, reviewer_id);

ALTER TABLE ONLY coursewright.quiz_attempts
    ADD CONSTRAINT uq_quiz_attempts_session_id_assessment_id UNIQUE (session_id, assessment_id);

ALTER TABLE ONLY coursewright.quiz_sessions
    ADD CONSTRAINT uq_quiz_sessions_id_user_id UNIQUE (id, user_id);

ALTER TABLE ONLY coursewright.quiz_sessions
    ADD CONSTRAINT uq_quiz_sessions_user_id_module_id_attempt_number UNIQUE (user_id, module_id, attempt_number);

ALTER TABLE ONLY coursewright.recommendations
    ADD CONSTRAINT uq_recommendations_user_id_recommended_course_id UNIQUE (user_id, recommended_course_id);

ALTER TABLE ONLY coursewright.review_cards
    ADD CONSTRAINT uq_review_cards_user_id_concept UNIQUE (user_id, concept);

ALTER TABLE ONLY coursewright.rubric_items
    ADD CONSTRAINT uq_rubric_items_task_key UNIQUE NULLS NOT DISTINCT (assessment_id, exercise_slug, key);

ALTER TABLE ONLY coursewright.trading_strategies
    ADD CONSTRAINT uq_trading_strategies_bot_config_id_strategy_name UNIQUE (bot_config_id, strategy_name);

ALTER TABLE ONLY coursewright.trending_courses
    ADD CONSTRAINT uq_trending_courses_course_id_time_window UNIQUE (course_id, time_window);

ALTER TABLE ONLY coursewright.trending_courses
    ADD CONSTRAINT uq_trending_courses_time_window_rank_position UNIQUE (time_window, rank_position) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY coursewright.user_achievements
    ADD CONSTRAINT uq_user_achievements_user_id_achievement_id UNIQUE (user_id, achievement_id);

ALTER TABLE ONLY coursewright.user_archetypes
    ADD CONSTRAINT uq_user_archetypes_id_user_id UNIQUE (id, user_id);

ALTER TABLE ONLY coursewright.user_archetypes
    ADD CONSTRAINT uq_user_archetypes_user_id UNIQUE (user_id);

ALTER TABLE ONLY coursewright.user_variables
    ADD CONSTRAINT uq_user_variables_user_id_variable_key UNIQUE (user_id, variable_key);

ALTER TABLE ONLY coursewright.users
    ADD CONSTRAINT uq_users_email UNIQUE (email);

ALTER TABLE ONLY coursewright.users
    ADD CONSTRAINT uq_users_username UNIQUE (username);

CREATE INDEX idx_achievements_category ON coursewright.achievements USING btree (category) WHERE is_active;

CREATE INDEX idx_arch_exercise ON coursewright.architecture_reviews USING btree (exercise_id);

CREATE INDEX idx_arch_module ON coursewright.architecture_reviews USING btree (module_id);

CREATE INDEX idx_arch_submission ON coursewright.architecture_reviews USING btree (submission_id);

CREATE INDEX idx_architecture_reviews_user ON coursewright.architecture_reviews USING btree (user_id, reviewed_at DESC);

CREATE INDEX idx_assessments_module ON coursewright.assessments USING btree (module_id, order_index);

CREATE INDEX idx_assessments_notebook ON coursewright.assessments USING btree (notebook_sha256) WHERE (notebook_sha256 IS NOT NULL);

CREATE INDEX idx_assessments_type ON coursewright.assessments USING btree (question_type);

CREATE INDEX idx_attempts_assessment ON coursewright.quiz_attempts USING btree (assessment_id);

CREATE INDEX idx_attempts_decider ON coursewright.quiz_attempts USING btree (decided_by) WHERE (decided_by IS NOT NULL);

CREATE INDEX idx_attempts_undecided ON coursewright.quiz_attempts USING btree (user_id) WHERE (is_correct IS NULL);

CREATE INDEX idx_attempts_user_assessment ON coursewright.quiz_attempts USING btree (user_id, assessment_id, attempted_at DESC);

CREATE INDEX idx_audit_log_actor ON coursewright.audit_log USING btree (actor_id, happened_at) WHERE (actor_id IS NOT NULL);

CREATE INDEX idx_audit_log_subject ON coursewright.audit_log USING btree (subject, happened_at);

CREATE INDEX idx_blueprint_catalog ON coursewright.blueprint_modules USING btree (catalog_module_id);

CREATE INDEX idx_blueprint_modules_slug ON coursewright.blueprint_modules USING btree (concept_slug);

CREATE INDEX idx_blueprint_prereq_rev ON coursewright.blueprint_prerequisites USING btree (prerequisite_id);

CREATE INDEX idx_bot_active ON coursewright.bot_configurations USING btree (user_id) WHERE is_active;

CREATE INDEX idx_cohort_members_user ON coursewright.cohort_members USING btree (user_id, role);

CREATE INDEX idx_cohorts_active ON coursewright.cohorts USING btree (start_date, end_date) WHERE is_active;

CREATE INDEX idx_cohorts_created_by ON coursewright.cohorts USING btree (created_by);

CREATE INDEX idx_completion_cat ON coursewright.module_completions USING btree (module_id, completed_at) WHERE (module_id IS NOT NULL);

CREATE INDEX idx_completion_gen ON coursewright.module_completions USING btree (generated_module_id) WHERE (generated_module_id IS NOT NULL);

CREATE INDEX idx_course_tags_tag ON coursewright.course_tags USING btree (tag, course_id);

CREATE INDEX idx_courses_archetype ON coursewright.generated_courses USING btree (archetype_id);

CREATE INDEX idx_courses_fork ON coursewright.generated_courses USING btree (forked_from_id) WHERE (forked_from_id IS NOT NULL);

CREATE INDEX idx_courses_public ON coursewright.generated_courses USING btree (created_at DESC) WHERE (visibility = 'public'::text);

CREATE INDEX idx_courses_user_status ON coursewright.generated_courses USING btree (user_id, status);

CREATE INDEX idx_exercises_notebook ON coursewright.exercises USING btree (notebook_sha256);

CREATE INDEX idx_exercises_slug ON coursewright.exercises USING btree (slug);

CREATE INDEX idx_exercises_type ON coursewright.exercises USING btree (type);

CREATE INDEX idx_extensions_granted_by ON coursewright.assignment_extensions USING btree (granted_by) WHERE (granted_by IS NOT NULL);

CREATE INDEX idx_extensions_user ON coursewright.assignment_extensions USING btree (user_id);

CREATE INDEX idx_feed_pull ON coursewright.activity_feed USING btree (user_id, created_at DESC, id DESC) INCLUDE (visibility);

CREATE INDEX idx_feed_recent ON coursewright.activity_feed USING btree (created_at DESC, id DESC) INCLUDE (user_id, visibility) WHERE (visibility <> 'private'::text);

CREATE INDEX idx_feed_refmod ON coursewright.activity_feed USING btree (reference_module_id) WHERE (reference_module_id IS NOT NULL);

CREATE INDEX idx_forum_anchors_place ON coursewright.forum_anchors USING btree (item_key, cell_id);

CREATE INDEX idx_forum_edits_post ON coursewright.forum_edits USING btree (post_id, replaced_at);

CREATE INDEX idx_forum_latest ON coursewright.forum_posts USING btree (last_activity_at DESC, id DESC) WHERE ((parent_post_id IS NULL) AND (deleted_at IS NULL));

CREATE INDEX idx_forum_parent ON coursewright.forum_posts USING btree (parent_post_id) WHERE (parent_post_id IS NOT NULL);

CREATE INDEX idx_forum_recent ON coursewright.forum_posts USING btree (created_at DESC, id DESC) WHERE (deleted_at IS NULL);

CREATE INDEX idx_forum_replies ON coursewright.forum_posts USING btree (root_post_id, created_at, id) WHERE (root_post_id IS NOT NULL);

CREATE INDEX idx_forum_reports_open ON coursewright.forum_reports USING btree (created_at) WHERE (resolved_at IS NULL);

CREATE INDEX idx_forum_reports_reporter ON coursewright.forum_reports USING btree (reporter_id);

CREATE INDEX idx_forum_reports_resolver ON coursewright.forum_reports USING btree (resolved_by) WHERE (resolved_by IS NOT NULL);

CREATE INDEX idx_forum_search ON coursewright.forum_posts USING gin (search);

CREATE INDEX idx_forum_solver ON coursewright.forum_posts USING btree (solved_by_post_id) WHERE (solved_by_post_id IS NOT NULL);

CREATE INDEX idx_forum_threads ON coursewright.forum_posts USING btree (module_id, is_pinned DESC, last_activity_at DESC, id DESC) WHERE ((parent_post_id IS NULL) AND (deleted_at IS NULL));

CREATE INDEX idx_forum_title_trgm ON coursewright.forum_posts USING gin (title public.gin_trgm_ops) WHERE (parent_post_id IS NULL);

CREATE INDEX idx_forum_user ON coursewright.forum_posts USING btree (user_id, created_at DESC);

CREATE INDEX idx_forum_votes_user ON coursewright.forum_votes USING btree (user_id);

CREATE INDEX idx_generated_modules_blueprint ON coursewright.generated_modules USING btree (blueprint_module_id);

CREATE INDEX idx_generated_modules_notebook ON coursewright.generated_modules USING btree (notebook_sha256);

CREATE INDEX idx_grade_events_todo ON coursewright.grade_events USING btree (observed_at) WHERE (applied_at IS NULL);

CREATE INDEX idx_grade_events_user ON coursewright.grade_events USING btree (user_id);

CREATE INDEX idx_gradebook_marks_marked ON coursewright.gradebook_marks USING btree (marked_at);

CREATE INDEX idx_hint_reveals_assessment ON coursewright.hint_reveals USING btree (assessment_id) WHERE (assessment_id IS NOT NULL);

CREATE INDEX idx_hint_reveals_exercise ON coursewright.hint_reveals USING btree (exercise_id) WHERE (exercise_id IS NOT NULL);

CREATE INDEX idx_interactions_course ON coursewright.user_course_interactions USING btree (course_id);

CREATE INDEX idx_interactions_starts ON coursewright.user_course_interactions USING btree (created_at) INCLUDE (course_id, user_id) WHERE (interaction_type = 'started'::text);

CREATE INDEX idx_interactions_user ON coursewright.user_course_interactions USING btree (user_id, created_at DESC);

CREATE INDEX idx_lesson_progress_gen ON coursewright.lesson_progress USING btree (generated_module_id) WHERE (generated_module_id IS NOT NULL);

CREATE INDEX idx_lesson_progress_lesson ON coursewright.lesson_progress USING btree (lesson_id);

CREATE INDEX idx_lessons_module ON coursewright.lessons USING btree (module_id, order_index);

CREATE INDEX idx_lessons_notebook ON coursewright.lessons USING btree (notebook_sha256);

CREATE INDEX idx_llm_calls_user ON coursewright.llm_calls USING btree (user_id, created_at) WHERE (user_id IS NOT NULL);

CREATE INDEX idx_module_prereq_rev ON coursewright.module_prerequisites USING btree (prerequisite_id);

CREATE INDEX idx_modules_track ON coursewright.modules USING btree (track, order_index);

CREATE INDEX idx_nbb_assessment ON coursewright.nbgrader_bindings USING btree (assessment_id);

CREATE INDEX idx_nbb_exercise ON coursewright.nbgrader_bindings USING btree (exercise_slug);

CREATE INDEX idx_nbb_module ON coursewright.nbgrader_bindings USING btree (module_id);

CREATE INDEX idx_outbox_ready ON coursewright.outbox USING btree (available_at, id) WHERE (delivered_at IS NULL);

CREATE INDEX idx_peer_reviews_reviewer ON coursewright.peer_reviews USING btree (reviewer_id);

CREATE INDEX idx_peer_reviews_todo ON coursewright.peer_reviews USING btree (reviewer_id, assigned_at) WHERE (submitted_at IS NULL);

CREATE INDEX idx_progress_exercise ON coursewright.user_progress USING btree (exercise_id) WHERE (exercise_id IS NOT NULL);

CREATE INDEX idx_progress_module ON coursewright.user_progress USING btree (module_id, status) WHERE (module_id IS NOT NULL);

CREATE INDEX idx_progress_pending ON coursewright.user_progress USING btree (submitted_at) WHERE (status = 'pending'::text);

CREATE INDEX idx_quiz_sessions_module ON coursewright.quiz_sessions USING btree (module_id);

CREATE INDEX idx_recs_course ON coursewright.recommendations USING btree (recommended_course_id);

CREATE INDEX idx_recs_user_score ON coursewright.recommendations USING btree (user_id, score DESC) WHERE (NOT is_dismissed);

CREATE INDEX idx_regrade_requests_answered_by ON coursewright.regrade_requests USING btree (answered_by) WHERE (answered_by IS NOT NULL);

CREATE INDEX idx_regrade_requests_cohort ON coursewright.regrade_requests USING btree (cohort_id, id);

CREATE INDEX idx_regrade_requests_submission ON coursewright.regrade_requests USING btree (submission_id, id);

CREATE INDEX idx_regrade_requests_user ON coursewright.regrade_requests USING btree (user_id);

CREATE INDEX idx_relationships_counts ON coursewright.user_relationships USING btree (following_id, status);

CREATE INDEX idx_relationships_unwanted ON coursewright.user_relationships USING btree (follower_id) INCLUDE (following_id) WHERE (status <> 'active'::text);

CREATE INDEX idx_resource_votes_user ON coursewright.learning_resource_votes USING btree (user_id);

CREATE INDEX idx_resources_added_by ON coursewright.learning_resources USING btree (added_by);

CREATE INDEX idx_resources_cohort ON coursewright.learning_resources USING btree (cohort_id, state) WHERE (cohort_id IS NOT NULL);

CREATE INDEX idx_resources_decided_by ON coursewright.learning_resources USING btree (decided_by) WHERE (decided_by IS NOT NULL);

CREATE INDEX idx_review_answers_assessment ON coursewright.review_answers USING btree (assessment_id);

CREATE INDEX idx_review_answers_user ON coursewright.review_answers USING btree (user_id, answered_at);

CREATE INDEX idx_review_cards_assessment ON coursewright.review_cards USING btree (assessment_id);

CREATE INDEX idx_review_cards_due ON coursewright.review_cards USING btree (user_id, due_at);

CREATE INDEX idx_rubric_items_exercise ON coursewright.rubric_items USING btree (exercise_slug) WHERE (exercise_slug IS NOT NULL);

CREATE INDEX idx_study_time_assessment ON coursewright.study_time USING btree (assessment_id) WHERE (assessment_id IS NOT NULL);

CREATE INDEX idx_study_time_counted ON coursewright.study_time USING btree (user_id, counted_at);

CREATE INDEX idx_study_time_exercise ON coursewright.study_time USING btree (exercise_id) WHERE (exercise_id IS NOT NULL);

CREATE INDEX idx_study_time_gen ON coursewright.study_time USING btree (generated_module_id) WHERE (generated_module_id IS NOT NULL);

CREATE INDEX idx_study_time_lesson ON coursewright.study_time USING btree (lesson_id) WHERE (lesson_id IS NOT NULL);

CREATE INDEX idx_submissions_assessment ON coursewright.code_submissions USING btree (assessment_id) WHERE (assessment_id IS NOT NULL);

CREATE INDEX idx_submissions_cohort ON coursewright.code_submissions USING btree (cohort_id, submitted_at) WHERE (cohort_id IS NOT NULL);

CREATE INDEX idx_submissions_exercise ON coursewright.code_submissions USING btree (exercise_id) WHERE (exercise_id IS NOT NULL);

CREATE INDEX idx_submissions_grader ON coursewright.code_submissions USING btree (graded_by) WHERE (graded_by IS NOT NULL);

CREATE INDEX idx_submissions_notebook ON coursewright.code_submissions USING btree (notebook_sha256) WHERE (notebook_sha256 IS NOT NULL);

CREATE INDEX idx_submissions_queue ON coursewright.code_submissions USING btree (submitted_at) WHERE (status = 'submitted'::text);

CREATE INDEX idx_user_achievements_ach ON coursewright.user_achievements USING btree (achievement_id);

CREATE INDEX idx_user_archetypes_category ON coursewright.user_archetypes USING btree (meta_category);

CREATE INDEX idx_user_variables_archetype ON coursewright.user_variables USING btree (archetype_id);

CREATE INDEX idx_users_hidden ON coursewright.users USING btree (id) WHERE is_hidden;

CREATE INDEX idx_users_role ON coursewright.users USING btree (role) WHERE (role <> 'student'::text);

CREATE UNIQUE INDEX uq_completion_cat ON coursewright.module_completions USING btree (user_id, module_id) WHERE (module_id IS NOT NULL);

CREATE UNIQUE INDEX uq_completion_gen ON coursewright.module_completions USING btree (user_id, generated_module_id) WHERE (generated_module_id IS NOT NULL);

CREATE UNIQUE INDEX uq_course_requests_open ON coursewright.course_requests USING btree (user_id) WHERE (state = ANY (ARRAY['queued'::text, 'making'::text]));

CREATE UNIQUE INDEX uq_interactions_once ON coursewright.user_course_interactions USING btree (user_id, course_id, interaction_type) WHERE (interaction_type <> 'viewed'::text);

CREATE UNIQUE INDEX uq_lesson_progress_cat ON coursewright.lesson_progress USING btree (user_id, lesson_id) WHERE (lesson_id IS NOT NULL);

CREATE UNIQUE INDEX uq_lesson_progress_gen ON coursewright.lesson_progress USING btree (user_id, generated_module_id) WHERE (generated_module_id IS NOT NULL);

CREATE UNIQUE INDEX uq_progress_user_exercise ON coursewright.user_progress USING btree (user_id, exercise_id) WHERE (exercise_id IS NOT NULL);

CREATE UNIQUE INDEX uq_progress_user_module ON coursewright.user_progress USING btree (user_id, module_id) INCLUDE (status, progress_percent) WHERE (module_id IS NOT NULL);

CREATE UNIQUE INDEX uq_quiz_open ON coursewright.quiz_sessions USING btree (user_id, module_id) WHERE (submitted_at IS NULL);

CREATE UNIQUE INDEX uq_regrade_requests_open ON coursewright.regrade_requests USING btree (submission_id) WHERE (answered_at IS NULL);

CREATE UNIQUE INDEX uq_relationships_pair ON coursewright.user_relationships USING btree (follower_id, following_id) INCLUDE (status, is_mutual, is_blocked_by, is_hidden);

CREATE UNIQUE INDEX uq_resources_address ON coursewright.learning_resources USING btree (module_id, cohort_id, url) NULLS NOT DISTINCT WHERE (state <> 'withdrawn'::text);

CREATE UNIQUE INDEX uq_strategy_one_active ON coursewright.trading_strategies USING btree (bot_config_id) WHERE is_active;

CREATE UNIQUE INDEX uq_study_time_item ON coursewright.study_time USING btree (user_id, day, lesson_id, generated_module_id, assessment_id, exercise_id) NULLS NOT DISTINCT;

CREATE UNIQUE INDEX uq_submission_assessment ON coursewright.code_submissions USING btree (user_id, assessment_id, submission_version) WHERE (assessment_id IS NOT NULL);

CREATE UNIQUE INDEX uq_submission_exercise ON coursewright.code_submissions USING btree (user_id, exercise_id, submission_version) WHERE (exercise_id IS NOT NULL);

CREATE TRIGGER trg_count_forum_reply AFTER INSERT OR DELETE ON coursewright.forum_posts FOR EACH ROW EXECUTE FUNCTION coursewright.count_forum_reply();

CREATE TRIGGER trg_count_forum_vote AFTER INSERT OR DELETE OR UPDATE OF vote_type ON coursewright.forum_votes FOR EACH ROW EXECUTE FUNCTION coursewright.count_forum_vote();

CREATE TRIGGER trg_count_resource_vote AFTER INSERT OR DELETE ON coursewright.learning_resource_votes FOR EACH ROW EXECUTE FUNCTION coursewright.count_resource_vote();

CREATE TRIGGER trg_keep_forum_edit BEFORE UPDATE OF title, content ON coursewright.forum_posts FOR EACH ROW WHEN (((old.content IS DISTINCT FROM new.content) OR ((old.title)::text IS DISTINCT FROM (new.title)::text))) EXECUTE FUNCTION coursewright.keep_forum_edit();

CREATE TRIGGER trg_mirror_hidden AFTER UPDATE OF is_hidden ON coursewright.users FOR EACH ROW WHEN ((old.is_hidden <> new.is_hidden)) EXECUTE FUNCTION coursewright.mirror_hidden();

CREATE TRIGGER trg_mirror_relationship AFTER INSERT OR DELETE OR UPDATE OF status ON coursewright.user_relationships FOR EACH ROW EXECUTE FUNCTION coursewright.mirror_relationship();

CREATE TRIGGER trg_note_release AFTER INSERT OR UPDATE OF slug, notebook_sha256 ON coursewright.assessments FOR EACH ROW WHEN (((new.notebook_sha256 IS NOT NULL) AND (new.slug IS NOT NULL))) EXECUTE FUNCTION coursewright.note_release();

CREATE TRIGGER trg_note_release AFTER INSERT OR UPDATE OF slug, notebook_sha256 ON coursewright.lessons FOR EACH ROW WHEN ((new.notebook_sha256 IS NOT NULL)) EXECUTE FUNCTION coursewright.note_release();

CREATE TRIGGER trg_refuse_hidden_recommendation BEFORE INSERT OR UPDATE OF user_id, recommended_course_id ON coursewright.recommendations FOR EACH ROW EXECUTE FUNCTION coursewright.refuse_hidden_recommendation();

CREATE TRIGGER trg_refuse_late_answer BEFORE UPDATE OF user_answer ON coursewright.quiz_attempts FOR EACH ROW EXECUTE FUNCTION coursewright.refuse_late_answer();

CREATE TRIGGER trg_refuse_own_review BEFORE INSERT OR UPDATE ON coursewright.peer_reviews FOR EACH ROW EXECUTE FUNCTION coursewright.refuse_own_review();

CREATE TRIGGER trg_refuse_rewriting BEFORE DELETE OR UPDATE ON coursewright.audit_log FOR EACH ROW EXECUTE FUNCTION coursewright.refuse_rewriting();

CREATE TRIGGER trg_refuse_study_of_anothers_exercise BEFORE INSERT OR UPDATE OF user_id, exercise_id ON coursewright.study_time FOR EACH ROW WHEN ((new.exercise_id IS NOT NULL)) EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('exercise');

CREATE TRIGGER trg_refuse_study_of_anothers_module BEFORE INSERT OR UPDATE OF user_id, generated_module_id ON coursewright.study_time FOR EACH ROW WHEN ((new.generated_module_id IS NOT NULL)) EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('module');

CREATE TRIGGER trg_refuse_work_in_anothers_course BEFORE INSERT OR UPDATE OF user_id, exercise_id ON coursewright.code_submissions FOR EACH ROW WHEN ((new.exercise_id IS NOT NULL)) EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('exercise');

CREATE TRIGGER trg_refuse_work_in_anothers_course BEFORE INSERT OR UPDATE OF user_id, generated_module_id ON coursewright.lesson_progress FOR EACH ROW WHEN ((new.generated_module_id IS NOT NULL)) EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('module');

CREATE TRIGGER trg_refuse_work_in_anothers_course BEFORE INSERT OR UPDATE OF user_id, generated_module_id ON coursewright.module_completions FOR EACH ROW WHEN ((new.generated_module_id IS NOT NULL)) EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('module');

CREATE TRIGGER trg_refuse_work_in_anothers_course BEFORE INSERT OR UPDATE OF user_id, exercise_id ON coursewright.user_progress FOR EACH ROW WHEN ((new.exercise_id IS NOT NULL)) EXECUTE FUNCTION coursewright.refuse_work_in_anothers_course('exercise');

CREATE TRIGGER trg_reopen_forum_thread AFTER UPDATE OF deleted_at ON coursewright.forum_posts FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL) AND (new.root_post_id IS NOT NULL))) EXECUTE FUNCTION coursewright.reopen_forum_thread();

CREATE TRIGGER trg_sum_quiz_points AFTER UPDATE OF points_earned ON coursewright.quiz_attempts FOR EACH ROW WHEN ((new.points_earned IS DISTINCT FROM old.points_earned)) EXECUTE FUNCTION coursewright.sum_quiz_points();

CREATE TRIGGER trg_sum_study_time BEFORE INSERT ON coursewright.module_completions FOR EACH ROW WHEN ((new.time_spent_minutes IS NULL)) EXECUTE FUNCTION coursewright.sum_study_time();

CREATE TRIGGER trg_sum_study_time BEFORE INSERT ON coursewright.user_progress FOR EACH ROW WHEN (((new.exercise_id IS NOT NULL) AND (new.time_spent_minutes IS NULL))) EXECUTE FUNCTION coursewright.sum_study_time();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.assessments FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.bot_configurations FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.cohorts FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE OF title, content, is_pinned, is_solved, solved_by_post_id, deleted_at ON coursewright.forum_posts FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.generated_courses FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.lessons FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.modules FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.user_archetypes FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.user_progress FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.user_variables FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.users FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

ALTER TABLE ONLY coursewright.activity_feed
    ADD CONSTRAINT fk_activity_feed_reference_module_id FOREIGN KEY (reference_module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.activity_feed
    ADD CONSTRAINT fk_activity_feed_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.architecture_reviews
    ADD CONSTRAINT fk_architecture_reviews_exercise_id FOREIGN KEY (exercise_id) REFERENCES coursewright.exercises(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.architecture_reviews
    ADD CONSTRAINT fk_architecture_reviews_module_id FOREIGN KEY (module_id) REFERENCES coursewright.generated_modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.architecture_reviews
    ADD CONSTRAINT fk_architecture_reviews_submission_id FOREIGN KEY (submission_id) REFERENCES coursewright.code_submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.architecture_reviews
    ADD CONSTRAINT fk_architecture_reviews_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.assessments
    ADD CONSTRAINT fk_assessments_module_id FOREIGN KEY (module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.assessments
    ADD CONSTRAINT fk_assessments_notebook_sha256 FOREIGN KEY (notebook_sha256) REFERENCES coursewright.notebooks(sha256) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.assignment_extensions
    ADD CONSTRAINT fk_assignment_extensions_cohort_id_user_id FOREIGN KEY (cohort_id, user_id) REFERENCES coursewright.cohort_members(cohort_id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.assignment_extensions
    ADD CONSTRAINT fk_assignment_extensions_granted_by FOREIGN KEY (granted_by) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.assignment_schedules
    ADD CONSTRAINT fk_assignment_schedules_cohort_id FOREIGN KEY (cohort_id) REFERENCES coursewright.cohorts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.audit_log
    ADD CONSTRAINT fk_audit_log_actor_id FOREIGN KEY (actor_id) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.blueprint_modules
    ADD CONSTRAINT fk_blueprint_modules_catalog_module_id FOREIGN KEY (catalog_module_id) REFERENCES coursewright.modules(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.blueprint_prerequisites
    ADD CONSTRAINT fk_blueprint_prerequisites_blueprint_module_id FOREIGN KEY (blueprint_module_id) REFERENCES coursewright.blueprint_modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.blueprint_prerequisites
    ADD CONSTRAINT fk_blueprint_prerequisites_prerequisite_id FOREIGN KEY (prerequisite_id) REFERENCES coursewright.blueprint_modules(id) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.bot_configurations
    ADD CONSTRAINT fk_bot_configurations_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.code_submissions
    ADD CONSTRAINT fk_code_submissions_assessment_id FOREIGN KEY (assessment_id) REFERENCES coursewright.assessments(id) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.code_submissions
    ADD CONSTRAINT fk_code_submissions_cohort_id FOREIGN KEY (cohort_id) REFERENCES coursewright.cohorts(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.code_submissions
    ADD CONSTRAINT fk_code_submissions_exercise_id FOREIGN KEY (exercise_id) REFERENCES coursewright.exercises(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.code_submissions
    ADD CONSTRAINT fk_code_submissions_graded_by FOREIGN KEY (graded_by) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.code_submissions
    ADD CONSTRAINT fk_code_submissions_notebook_sha256 FOREIGN KEY (notebook_sha256) REFERENCES coursewright.notebooks(sha256) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.code_submissions
    ADD CONSTRAINT fk_code_submissions_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.cohort_members
    ADD CONSTRAINT fk_cohort_members_cohort_id FOREIGN KEY (cohort_id) REFERENCES coursewright.cohorts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.cohort_members
    ADD CONSTRAINT fk_cohort_members_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.cohorts
    ADD CONSTRAINT fk_cohorts_created_by FOREIGN KEY (created_by) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.course_requests
    ADD CONSTRAINT fk_course_requests_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.course_tags
    ADD CONSTRAINT fk_course_tags_course_id FOREIGN KEY (course_id) REFERENCES coursewright.generated_courses(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.exercises
    ADD CONSTRAINT fk_exercises_module_id FOREIGN KEY (module_id) REFERENCES coursewright.generated_modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.exercises
    ADD CONSTRAINT fk_exercises_notebook_sha256 FOREIGN KEY (notebook_sha256) REFERENCES coursewright.notebooks(sha256) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.forum_anchors
    ADD CONSTRAINT fk_forum_anchors_post_id FOREIGN KEY (post_id) REFERENCES coursewright.forum_posts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.forum_edits
    ADD CONSTRAINT fk_forum_edits_post_id FOREIGN KEY (post_id) REFERENCES coursewright.forum_posts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.forum_posts
    ADD CONSTRAINT fk_forum_posts_module_id FOREIGN KEY (module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.forum_posts
    ADD CONSTRAINT fk_forum_posts_parent_post_id FOREIGN KEY (parent_post_id) REFERENCES coursewright.forum_posts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.forum_posts
    ADD CONSTRAINT fk_forum_posts_root_post_id FOREIGN KEY (root_post_id) REFERENCES coursewright.forum_posts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.forum_posts
    ADD CONSTRAINT fk_forum_posts_solved_by_post_id FOREIGN KEY (solved_by_post_id) REFERENCES coursewright.forum_posts(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.forum_posts
    ADD CONSTRAINT fk_forum_posts_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.forum_reports
    ADD CONSTRAINT fk_forum_reports_post_id FOREIGN KEY (post_id) REFERENCES coursewright.forum_posts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.forum_reports
    ADD CONSTRAINT fk_forum_reports_reporter_id FOREIGN KEY (reporter_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.forum_reports
    ADD CONSTRAINT fk_forum_reports_resolved_by FOREIGN KEY (resolved_by) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.forum_votes
    ADD CONSTRAINT fk_forum_votes_post_id FOREIGN KEY (post_id) REFERENCES coursewright.forum_posts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.forum_votes
    ADD CONSTRAINT fk_forum_votes_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.generated_courses
    ADD CONSTRAINT fk_generated_courses_archetype_id FOREIGN KEY (archetype_id) REFERENCES coursewright.user_archetypes(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.generated_courses
    ADD CONSTRAINT fk_generated_courses_forked_from_id FOREIGN KEY (forked_from_id) REFERENCES coursewright.generated_courses(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.generated_courses
    ADD CONSTRAINT fk_generated_courses_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.generated_modules
    ADD CONSTRAINT fk_generated_modules_blueprint_module_id FOREIGN KEY (blueprint_module_id) REFERENCES coursewright.blueprint_modules(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.generated_modules
    ADD CONSTRAINT fk_generated_modules_course_id FOREIGN KEY (course_id) REFERENCES coursewright.generated_courses(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.generated_modules
    ADD CONSTRAINT fk_generated_modules_notebook_sha256 FOREIGN KEY (notebook_sha256) REFERENCES coursewright.notebooks(sha256) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.grade_events
    ADD CONSTRAINT fk_grade_events_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.gradebook_marks
    ADD CONSTRAINT fk_gradebook_marks_cohort_id FOREIGN KEY (cohort_id) REFERENCES coursewright.cohorts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.hint_reveals
    ADD CONSTRAINT fk_hint_reveals_assessment_id FOREIGN KEY (assessment_id) REFERENCES coursewright.assessments(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.hint_reveals
    ADD CONSTRAINT fk_hint_reveals_exercise_id FOREIGN KEY (exercise_id) REFERENCES coursewright.exercises(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.hint_reveals
    ADD CONSTRAINT fk_hint_reveals_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.learning_resource_votes
    ADD CONSTRAINT fk_learning_resource_votes_resource_id FOREIGN KEY (resource_id) REFERENCES coursewright.learning_resources(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.learning_resource_votes
    ADD CONSTRAINT fk_learning_resource_votes_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.learning_resources
    ADD CONSTRAINT fk_learning_resources_added_by FOREIGN KEY (added_by) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.learning_resources
    ADD CONSTRAINT fk_learning_resources_cohort_id FOREIGN KEY (cohort_id) REFERENCES coursewright.cohorts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.learning_resources
    ADD CONSTRAINT fk_learning_resources_decided_by FOREIGN KEY (decided_by) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.learning_resources
    ADD CONSTRAINT fk_learning_resources_module_id FOREIGN KEY (module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.lesson_progress
    ADD CONSTRAINT fk_lesson_progress_generated_module_id FOREIGN KEY (generated_module_id) REFERENCES coursewright.generated_modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.lesson_progress
    ADD CONSTRAINT fk_lesson_progress_lesson_id FOREIGN KEY (lesson_id) REFERENCES coursewright.lessons(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.lesson_progress
    ADD CONSTRAINT fk_lesson_progress_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.lessons
    ADD CONSTRAINT fk_lessons_module_id FOREIGN KEY (module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.lessons
    ADD CONSTRAINT fk_lessons_notebook_sha256 FOREIGN KEY (notebook_sha256) REFERENCES coursewright.notebooks(sha256) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.llm_calls
    ADD CONSTRAINT fk_llm_calls_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.module_completions
    ADD CONSTRAINT fk_module_completions_generated_module_id FOREIGN KEY (generated_module_id) REFERENCES coursewright.generated_modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.module_completions
    ADD CONSTRAINT fk_module_completions_module_id FOREIGN KEY (module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.module_completions
    ADD CONSTRAINT fk_module_completions_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.module_prerequisites
    ADD CONSTRAINT fk_module_prerequisites_module_id FOREIGN KEY (module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.module_prerequisites
    ADD CONSTRAINT fk_module_prerequisites_prerequisite_id FOREIGN KEY (prerequisite_id) REFERENCES coursewright.modules(id) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.nbgrader_bindings
    ADD CONSTRAINT fk_nbgrader_bindings_assessment_id FOREIGN KEY (assessment_id) REFERENCES coursewright.assessments(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.nbgrader_bindings
    ADD CONSTRAINT fk_nbgrader_bindings_module_id FOREIGN KEY (module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.notebook_releases
    ADD CONSTRAINT fk_notebook_releases_sha256 FOREIGN KEY (sha256) REFERENCES coursewright.notebooks(sha256) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.peer_reviews
    ADD CONSTRAINT fk_peer_reviews_reviewer_id FOREIGN KEY (reviewer_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.peer_reviews
    ADD CONSTRAINT fk_peer_reviews_submission_id FOREIGN KEY (submission_id) REFERENCES coursewright.code_submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.quiz_attempts
    ADD CONSTRAINT fk_quiz_attempts_assessment_id FOREIGN KEY (assessment_id) REFERENCES coursewright.assessments(id) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.quiz_attempts
    ADD CONSTRAINT fk_quiz_attempts_decided_by FOREIGN KEY (decided_by) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.quiz_attempts
    ADD CONSTRAINT fk_quiz_attempts_session_id_user_id FOREIGN KEY (session_id, user_id) REFERENCES coursewright.quiz_sessions(id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.quiz_attempts
    ADD CONSTRAINT fk_quiz_attempts_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.quiz_sessions
    ADD CONSTRAINT fk_quiz_sessions_module_id FOREIGN KEY (module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.quiz_sessions
    ADD CONSTRAINT fk_quiz_sessions_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.recommendations
    ADD CONSTRAINT fk_recommendations_recommended_course_id FOREIGN KEY (recommended_course_id) REFERENCES coursewright.generated_courses(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.recommendations
    ADD CONSTRAINT fk_recommendations_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.regrade_requests
    ADD CONSTRAINT fk_regrade_requests_answered_by FOREIGN KEY (answered_by) REFERENCES coursewright.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY coursewright.regrade_requests
    ADD CONSTRAINT fk_regrade_requests_cohort_id FOREIGN KEY (cohort_id) REFERENCES coursewright.cohorts(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.regrade_requests
    ADD CONSTRAINT fk_regrade_requests_submission_id FOREIGN KEY (submission_id) REFERENCES coursewright.code_submissions(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.regrade_requests
    ADD CONSTRAINT fk_regrade_requests_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.review_answers
    ADD CONSTRAINT fk_review_answers_assessment_id FOREIGN KEY (assessment_id) REFERENCES coursewright.assessments(id) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.review_answers
    ADD CONSTRAINT fk_review_answers_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.review_cards
    ADD CONSTRAINT fk_review_cards_assessment_id FOREIGN KEY (assessment_id) REFERENCES coursewright.assessments(id) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.review_cards
    ADD CONSTRAINT fk_review_cards_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.rubric_items
    ADD CONSTRAINT fk_rubric_items_assessment_id FOREIGN KEY (assessment_id) REFERENCES coursewright.assessments(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.study_time
    ADD CONSTRAINT fk_study_time_assessment_id FOREIGN KEY (assessment_id) REFERENCES coursewright.assessments(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.study_time
    ADD CONSTRAINT fk_study_time_exercise_id FOREIGN KEY (exercise_id) REFERENCES coursewright.exercises(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.study_time
    ADD CONSTRAINT fk_study_time_generated_module_id FOREIGN KEY (generated_module_id) REFERENCES coursewright.generated_modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.study_time
    ADD CONSTRAINT fk_study_time_lesson_id FOREIGN KEY (lesson_id) REFERENCES coursewright.lessons(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.study_time
    ADD CONSTRAINT fk_study_time_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.trading_strategies
    ADD CONSTRAINT fk_trading_strategies_bot_config_id FOREIGN KEY (bot_config_id) REFERENCES coursewright.bot_configurations(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.trending_courses
    ADD CONSTRAINT fk_trending_courses_course_id FOREIGN KEY (course_id) REFERENCES coursewright.generated_courses(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_achievements
    ADD CONSTRAINT fk_user_achievements_achievement_id FOREIGN KEY (achievement_id) REFERENCES coursewright.achievements(id) ON DELETE RESTRICT;

ALTER TABLE ONLY coursewright.user_achievements
    ADD CONSTRAINT fk_user_achievements_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_archetypes
    ADD CONSTRAINT fk_user_archetypes_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_course_interactions
    ADD CONSTRAINT fk_user_course_interactions_course_id FOREIGN KEY (course_id) REFERENCES coursewright.generated_courses(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_course_interactions
    ADD CONSTRAINT fk_user_course_interactions_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_progress
    ADD CONSTRAINT fk_user_progress_exercise_id FOREIGN KEY (exercise_id) REFERENCES coursewright.exercises(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_progress
    ADD CONSTRAINT fk_user_progress_module_id FOREIGN KEY (module_id) REFERENCES coursewright.modules(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_progress
    ADD CONSTRAINT fk_user_progress_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_relationships
    ADD CONSTRAINT fk_user_relationships_follower_id FOREIGN KEY (follower_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_relationships
    ADD CONSTRAINT fk_user_relationships_following_id FOREIGN KEY (following_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_variables
    ADD CONSTRAINT fk_user_variables_archetype_id_user_id FOREIGN KEY (archetype_id, user_id) REFERENCES coursewright.user_archetypes(id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY coursewright.user_variables
    ADD CONSTRAINT fk_user_variables_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users(id) ON DELETE CASCADE;

ALTER TABLE coursewright.activity_feed ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.architecture_reviews ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.assignment_extensions ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.bot_configurations ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.code_submissions ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.course_requests ENABLE ROW LEVEL SECURITY;

CREATE POLICY everybodys_rows ON coursewright.activity_feed TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.architecture_reviews TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.assignment_extensions TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.bot_configurations TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.code_submissions TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.course_requests TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.exercises TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.forum_anchors TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.forum_edits TO coursewright_operator USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.forum_posts TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.forum_reports TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.forum_votes TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.generated_courses TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.generated_modules TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.hint_reveals TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.learning_resource_votes TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.learning_resources TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.lesson_progress TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.llm_calls TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.module_completions TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.notebooks TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.peer_reviews TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.quiz_attempts TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.quiz_sessions TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.recommendations TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.regrade_requests TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.review_answers TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.review_cards TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.study_time TO coursewright_operator USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.trading_strategies TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.user_achievements TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.user_archetypes TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.user_course_interactions TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.user_progress TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.user_relationships TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.user_variables TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows ON coursewright.users TO coursewright_operator, coursewright_worker USING (true) WITH CHECK (true);

CREATE POLICY everybodys_rows_at_login ON coursewright.users TO coursewright_login USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.activity_feed FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.architecture_reviews FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.assignment_extensions FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.bot_configurations FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.code_submissions FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.course_requests FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.exercises FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.forum_anchors FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.forum_posts FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.forum_reports FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.forum_votes FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.generated_courses FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.generated_modules FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.hint_reveals FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.learning_resource_votes FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.lesson_progress FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.llm_calls FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.module_completions FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.peer_reviews FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.quiz_attempts FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.quiz_sessions FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.recommendations FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.regrade_requests FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.review_answers FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.review_cards FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.trading_strategies FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.user_achievements FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.user_archetypes FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.user_course_interactions FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.user_progress FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.user_relationships FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.user_variables FOR SELECT TO coursewright_analyst USING (true);

CREATE POLICY everybodys_rows_to_read ON coursewright.users FOR SELECT TO coursewright_analyst USING (true);

ALTER TABLE coursewright.exercises ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.forum_anchors ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.forum_edits ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.forum_posts ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.forum_reports ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.forum_votes ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.generated_courses ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.generated_modules ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.hint_reveals ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.learning_resource_votes ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.learning_resources ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.lesson_progress ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.llm_calls ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.module_completions ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.notebooks ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_or_staffs_rows_to_change ON coursewright.forum_posts FOR UPDATE TO coursewright_service USING (((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)) OR (cardinality(( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)) > 0)));

CREATE POLICY own_rows ON coursewright.activity_feed TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows ON coursewright.bot_configurations TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows ON coursewright.forum_votes TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows ON coursewright.learning_resource_votes TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person))) WITH CHECK (((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (EXISTS ( SELECT
   FROM coursewright.learning_resources r
  WHERE ((r.id = learning_resource_votes.resource_id) AND (r.state = 'approved'::text))))));

CREATE POLICY own_rows ON coursewright.recommendations TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows ON coursewright.review_answers TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows ON coursewright.review_cards TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows ON coursewright.study_time TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person))) WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows ON coursewright.trading_strategies TO coursewright_service USING ((EXISTS ( SELECT
   FROM coursewright.bot_configurations b
  WHERE (b.id = trading_strategies.bot_config_id))));

CREATE POLICY own_rows ON coursewright.user_course_interactions TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows ON coursewright.user_relationships TO coursewright_service USING ((follower_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows ON coursewright.user_variables TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_add ON coursewright.course_requests FOR INSERT TO coursewright_service WITH CHECK (((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (state = 'queued'::text)));

CREATE POLICY own_rows_to_add ON coursewright.forum_anchors FOR INSERT TO coursewright_service WITH CHECK ((EXISTS ( SELECT
   FROM coursewright.forum_posts p
  WHERE ((p.id = forum_anchors.post_id) AND (p.user_id = ( SELECT coursewright.claimed_person() AS claimed_person))))));

CREATE POLICY own_rows_to_add ON coursewright.forum_posts FOR INSERT TO coursewright_service WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_add ON coursewright.forum_reports FOR INSERT TO coursewright_service WITH CHECK (((reporter_id = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (resolved_at IS NULL)));

CREATE POLICY own_rows_to_add ON coursewright.learning_resources FOR INSERT TO coursewright_service WITH CHECK (((added_by = ( SELECT coursewright.claimed_person() AS claimed_person)) AND
CASE state
    WHEN 'waiting'::text THEN (EXISTS ( SELECT
       FROM coursewright.cohort_members m
      WHERE ((m.cohort_id = learning_resources.cohort_id) AND (m.user_id = learning_resources.added_by))))
    ELSE ((decided_by = added_by) AND (cohort_id = ANY (( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)::uuid[])))
END));

CREATE POLICY own_rows_to_add ON coursewright.lesson_progress FOR INSERT TO coursewright_service WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_add ON coursewright.llm_calls FOR INSERT TO coursewright_service WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_add ON coursewright.module_completions FOR INSERT TO coursewright_service WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_add ON coursewright.quiz_attempts FOR INSERT TO coursewright_service WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_add ON coursewright.quiz_sessions FOR INSERT TO coursewright_service WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_add ON coursewright.regrade_requests FOR INSERT TO coursewright_service WITH CHECK (((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (EXISTS ( SELECT
   FROM coursewright.code_submissions s
  WHERE ((s.id = regrade_requests.submission_id) AND (s.user_id = regrade_requests.user_id) AND (s.cohort_id = regrade_requests.cohort_id))))));

CREATE POLICY own_rows_to_add ON coursewright.user_achievements FOR INSERT TO coursewright_service WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_add ON coursewright.user_archetypes FOR INSERT TO coursewright_service WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_add ON coursewright.user_progress FOR INSERT TO coursewright_service WITH CHECK ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.generated_courses FOR UPDATE TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.generated_modules FOR UPDATE TO coursewright_service USING ((EXISTS ( SELECT
   FROM coursewright.generated_courses c
  WHERE ((c.id = generated_modules.course_id) AND (c.user_id = ( SELECT coursewright.claimed_person() AS claimed_person))))));

CREATE POLICY own_rows_to_change ON coursewright.lesson_progress FOR UPDATE TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.module_completions FOR UPDATE TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.peer_reviews FOR UPDATE TO coursewright_service USING ((reviewer_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.quiz_attempts FOR UPDATE TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.quiz_sessions FOR UPDATE TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.user_achievements FOR UPDATE TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.user_archetypes FOR UPDATE TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.user_progress FOR UPDATE TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_change ON coursewright.users FOR UPDATE TO coursewright_service USING ((id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_give_up ON coursewright.course_requests FOR UPDATE TO coursewright_service USING (((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (state <> 'ready'::text))) WITH CHECK (((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (state = 'cancelled'::text)));

CREATE POLICY own_rows_to_read ON coursewright.assignment_extensions FOR SELECT TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_rows_to_read ON coursewright.course_requests FOR SELECT TO coursewright_service USING ((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY own_ungraded_rows_to_add ON coursewright.code_submissions FOR INSERT TO coursewright_service WITH CHECK (((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (status = 'submitted'::text) AND (grading_state = 'queued'::text) AND (hint_penalty = (0)::numeric) AND (num_nonnulls(grade, graded_at, graded_by, rubric_scores, test_results, instructor_feedback, execution_time_ms) = 0) AND ((cohort_id IS NULL) OR (EXISTS ( SELECT
   FROM coursewright.cohort_members m
  WHERE ((m.cohort_id = code_submissions.cohort_id) AND (m.user_id = code_submissions.user_id)))))));

CREATE POLICY own_waiting_rows_to_take_back ON coursewright.learning_resources FOR UPDATE TO coursewright_service USING (((added_by = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (state = 'waiting'::text))) WITH CHECK (((added_by = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (state = 'withdrawn'::text)));

ALTER TABLE coursewright.peer_reviews ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.quiz_attempts ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.quiz_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.recommendations ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.regrade_requests ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.review_answers ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.review_cards ENABLE ROW LEVEL SECURITY;

CREATE POLICY rows_about_oneself ON coursewright.user_relationships FOR SELECT TO coursewright_service USING ((following_id = ( SELECT coursewright.claimed_person() AS claimed_person)));

CREATE POLICY rows_in_sight ON coursewright.architecture_reviews FOR SELECT TO coursewright_service USING ((user_id = ANY (( SELECT coursewright.people_in_sight() AS people_in_sight)::uuid[])));

CREATE POLICY rows_in_sight ON coursewright.code_submissions FOR SELECT TO coursewright_service USING (((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)) OR (cohort_id = ANY (( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)::uuid[]))));

CREATE POLICY rows_in_sight ON coursewright.exercises FOR SELECT TO coursewright_service USING ((EXISTS ( SELECT
   FROM coursewright.generated_modules m
  WHERE (m.id = exercises.module_id))));

CREATE POLICY rows_in_sight ON coursewright.forum_edits FOR SELECT TO coursewright_service USING (((cardinality(( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)) > 0) OR (EXISTS ( SELECT
   FROM coursewright.forum_posts p
  WHERE ((p.id = forum_edits.post_id) AND (p.user_id = ( SELECT coursewright.claimed_person() AS claimed_person)))))));

CREATE POLICY rows_in_sight ON coursewright.forum_reports FOR SELECT TO coursewright_service USING (((reporter_id = ( SELECT coursewright.claimed_person() AS claimed_person)) OR (cardinality(( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)) > 0)));

CREATE POLICY rows_in_sight ON coursewright.generated_courses FOR SELECT TO coursewright_service USING ((((visibility = 'public'::text) AND (( SELECT coursewright.claimed_person() AS claimed_person) IS NOT NULL)) OR (user_id = ANY (( SELECT coursewright.people_in_sight() AS people_in_sight)::uuid[])) OR ((visibility = 'friends'::text) AND (EXISTS ( SELECT
   FROM coursewright.user_relationships r
  WHERE ((r.follower_id = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (r.following_id = generated_courses.user_id) AND r.is_mutual AND (NOT r.is_blocked_by)))))));

CREATE POLICY rows_in_sight ON coursewright.generated_modules FOR SELECT TO coursewright_service USING ((EXISTS ( SELECT
   FROM coursewright.generated_courses c
  WHERE (c.id = generated_modules.course_id))));

CREATE POLICY rows_in_sight ON coursewright.hint_reveals FOR SELECT TO coursewright_service USING ((user_id = ANY (( SELECT coursewright.people_in_sight() AS people_in_sight)::uuid[])));

CREATE POLICY rows_in_sight ON coursewright.learning_resources FOR SELECT TO coursewright_service USING (((( SELECT coursewright.claimed_person() AS claimed_person) IS NOT NULL) AND ((cohort_id IS NULL) OR (added_by = ( SELECT coursewright.claimed_person() AS claimed_person)) OR ((state <> 'withdrawn'::text) AND (cohort_id = ANY (( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)::uuid[]))) OR ((state = 'approved'::text) AND (EXISTS ( SELECT
   FROM coursewright.cohort_members m
  WHERE ((m.cohort_id = learning_resources.cohort_id) AND (m.user_id = ( SELECT coursewright.claimed_person() AS claimed_person)))))))));

CREATE POLICY rows_in_sight ON coursewright.lesson_progress FOR SELECT TO coursewright_service USING ((user_id = ANY (( SELECT coursewright.people_in_sight() AS people_in_sight)::uuid[])));

CREATE POLICY rows_in_sight ON coursewright.module_completions FOR SELECT TO coursewright_service USING ((user_id = ANY (( SELECT coursewright.people_in_sight() AS people_in_sight)::uuid[])));

CREATE POLICY rows_in_sight ON coursewright.notebooks FOR SELECT TO coursewright_service USING (((EXISTS ( SELECT
   FROM coursewright.lessons l
  WHERE (l.notebook_sha256 = notebooks.sha256))) OR (EXISTS ( SELECT
   FROM coursewright.assessments a
  WHERE (a.notebook_sha256 = notebooks.sha256))) OR (EXISTS ( SELECT
   FROM coursewright.exercises e
  WHERE (e.notebook_sha256 = notebooks.sha256))) OR (EXISTS ( SELECT
   FROM coursewright.generated_modules m
  WHERE (m.notebook_sha256 = notebooks.sha256))) OR (EXISTS ( SELECT
   FROM coursewright.code_submissions s
  WHERE (s.notebook_sha256 = notebooks.sha256)))));

CREATE POLICY rows_in_sight ON coursewright.peer_reviews FOR SELECT TO coursewright_service USING (((reviewer_id = ( SELECT coursewright.claimed_person() AS claimed_person)) OR ((submitted_at IS NOT NULL) AND (EXISTS ( SELECT
   FROM coursewright.code_submissions s
  WHERE (s.id = peer_reviews.submission_id))))));

CREATE POLICY rows_in_sight ON coursewright.quiz_attempts FOR SELECT TO coursewright_service USING ((user_id = ANY (( SELECT coursewright.people_in_sight() AS people_in_sight)::uuid[])));

CREATE POLICY rows_in_sight ON coursewright.quiz_sessions FOR SELECT TO coursewright_service USING ((user_id = ANY (( SELECT coursewright.people_in_sight() AS people_in_sight)::uuid[])));

CREATE POLICY rows_in_sight ON coursewright.regrade_requests FOR SELECT TO coursewright_service USING (((user_id = ( SELECT coursewright.claimed_person() AS claimed_person)) OR (cohort_id = ANY (( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)::uuid[]))));

CREATE POLICY rows_in_sight ON coursewright.user_progress FOR SELECT TO coursewright_service USING ((user_id = ANY (( SELECT coursewright.people_in_sight() AS people_in_sight)::uuid[])));

CREATE POLICY rows_to_add ON coursewright.notebooks FOR INSERT TO coursewright_service WITH CHECK (true);

CREATE POLICY rows_to_read ON coursewright.forum_anchors FOR SELECT TO coursewright_service USING (true);

CREATE POLICY rows_to_read ON coursewright.forum_posts FOR SELECT TO coursewright_service USING (true);

CREATE POLICY rows_to_read ON coursewright.user_achievements FOR SELECT TO coursewright_service USING (((earned_at IS NOT NULL) OR (user_id = ( SELECT coursewright.claimed_person() AS claimed_person))));

CREATE POLICY rows_to_read ON coursewright.user_archetypes FOR SELECT TO coursewright_service USING (true);

CREATE POLICY rows_to_read ON coursewright.users FOR SELECT TO coursewright_service USING (true);

CREATE POLICY staffed_rows ON coursewright.assignment_extensions TO coursewright_service USING ((cohort_id = ANY (( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)::uuid[])));

CREATE POLICY staffed_rows_to_change ON coursewright.code_submissions FOR UPDATE TO coursewright_service USING ((cohort_id = ANY (( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)::uuid[])));

CREATE POLICY staffed_rows_to_change ON coursewright.learning_resources FOR UPDATE TO coursewright_service USING ((cohort_id = ANY (( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)::uuid[]))) WITH CHECK (((decided_by = ( SELECT coursewright.claimed_person() AS claimed_person)) AND (cohort_id = ANY (( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)::uuid[]))));

CREATE POLICY staffed_rows_to_change ON coursewright.regrade_requests FOR UPDATE TO coursewright_service USING ((cohort_id = ANY (( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)::uuid[])));

CREATE POLICY staffs_rows_to_change ON coursewright.forum_reports FOR UPDATE TO coursewright_service USING ((cardinality(( SELECT coursewright.staffed_cohorts() AS staffed_cohorts)) > 0));

ALTER TABLE coursewright.study_time ENABLE ROW LEVEL SECURITY;

CREATE POLICY taught_rows_to_change ON coursewright.quiz_attempts FOR UPDATE TO coursewright_service USING (((user_id = ANY (( SELECT coursewright.people_in_sight() AS people_in_sight)::uuid[])) AND (EXISTS ( SELECT
   FROM coursewright.quiz_sessions s
  WHERE ((s.id = quiz_attempts.session_id) AND (s.submitted_at IS NOT NULL))))));

ALTER TABLE coursewright.trading_strategies ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.user_achievements ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.user_archetypes ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.user_course_interactions ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.user_progress ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.user_relationships ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.user_variables ENABLE ROW LEVEL SECURITY;

ALTER TABLE coursewright.users ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA coursewright TO coursewright_operator;
GRANT USAGE ON SCHEMA coursewright TO coursewright_login;
GRANT USAGE ON SCHEMA coursewright TO coursewright_service;
GRANT USAGE ON SCHEMA coursewright TO coursewright_worker;
GRANT USAGE ON SCHEMA coursewright TO coursewright_analyst;

REVOKE ALL ON FUNCTION coursewright.claimed_person() FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.claimed_person() TO coursewright_service;

REVOKE ALL ON FUNCTION coursewright.classmates(viewer uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.cohort_pace(asked uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.cohort_pace(asked uuid) TO coursewright_service;

REVOKE ALL ON FUNCTION coursewright.count_forum_reply() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.count_forum_vote() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.count_resource_vote() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.first_look(authors bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.hints_of(task uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.hints_of(task uuid) TO coursewright_service;

REVOKE ALL ON FUNCTION coursewright.keep_forum_edit() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.mark_gradebook() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.mirror_hidden() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.mirror_relationship() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.newest_of(author uuid, is_friend boolean, lower_at timestamp with time zone, upper_at timestamp with time zone, upper_id uuid, page bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.newest_own(author uuid, lower_at timestamp with time zone, upper_at timestamp with time zone, upper_id uuid, page bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.note_release() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.people_followed(viewer uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.people_in_sight() FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.people_in_sight() TO coursewright_service;

REVOKE ALL ON FUNCTION coursewright.people_readable(viewer uuid, person uuid, cohort uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.people_shut_out(viewer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.people_shut_out(viewer uuid) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.people_shut_out(viewer uuid) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.posts_shown(viewer uuid, shut uuid[], found uuid[], answer uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.read_feed(viewer uuid, at_home boolean, before_at timestamp with time zone, before_id uuid, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.read_feed(viewer uuid, at_home boolean, before_at timestamp with time zone, before_id uuid, page integer) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.read_feed(viewer uuid, at_home boolean, before_at timestamp with time zone, before_id uuid, page integer) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.read_place(viewer uuid, person uuid, cohort uuid, before_at timestamp with time zone, before_id uuid, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.read_place(viewer uuid, person uuid, cohort uuid, before_at timestamp with time zone, before_id uuid, page integer) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.read_place(viewer uuid, person uuid, cohort uuid, before_at timestamp with time zone, before_id uuid, page integer) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.read_post(viewer uuid, post uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.read_post(viewer uuid, post uuid) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.read_post(viewer uuid, post uuid) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.read_replies(viewer uuid, thread uuid, after_at timestamp with time zone, after_id uuid, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.read_replies(viewer uuid, thread uuid, after_at timestamp with time zone, after_id uuid, page integer) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.read_replies(viewer uuid, thread uuid, after_at timestamp with time zone, after_id uuid, page integer) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.read_thread(viewer uuid, thread uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.read_thread(viewer uuid, thread uuid) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.read_thread(viewer uuid, thread uuid) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.read_threads(viewer uuid, everywhere boolean, module integer, solved boolean, answered boolean, before_pinned boolean, before_at timestamp with time zone, before_id uuid, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.read_threads(viewer uuid, everywhere boolean, module integer, solved boolean, answered boolean, before_pinned boolean, before_at timestamp with time zone, before_id uuid, page integer) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.read_threads(viewer uuid, everywhere boolean, module integer, solved boolean, answered boolean, before_pinned boolean, before_at timestamp with time zone, before_id uuid, page integer) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.read_threads_about(viewer uuid, mine boolean, item text, module integer, solved boolean, answered boolean, before_at timestamp with time zone, before_id uuid, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.read_threads_about(viewer uuid, mine boolean, item text, module integer, solved boolean, answered boolean, before_at timestamp with time zone, before_id uuid, page integer) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.read_threads_about(viewer uuid, mine boolean, item text, module integer, solved boolean, answered boolean, before_at timestamp with time zone, before_id uuid, page integer) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.readers_of_activity(activity uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.readers_of_activity(activity uuid) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.readers_of_activity(activity uuid) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.readers_of_post(post uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.readers_of_post(post uuid) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.readers_of_post(post uuid) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.refuse_hidden_recommendation() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.refuse_late_answer() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.refuse_own_review() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.refuse_rewriting() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.refuse_work_in_anothers_course() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.reopen_forum_thread() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.require_claim(viewer uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.reveal_answers(asked uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.reveal_answers(asked uuid[]) TO coursewright_service;

REVOKE ALL ON FUNCTION coursewright.reveal_hint(task uuid, wanted integer, at_time timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.reveal_hint(task uuid, wanted integer, at_time timestamp with time zone) TO coursewright_service;

REVOKE ALL ON FUNCTION coursewright.reveal_solution(tried uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.reveal_solution(tried uuid) TO coursewright_service;

REVOKE ALL ON FUNCTION coursewright.search_forum(viewer uuid, words text, module integer, solved boolean, author text, since timestamp with time zone, before_score double precision, before_id uuid, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.search_forum(viewer uuid, words text, module integer, solved boolean, author text, since timestamp with time zone, before_score double precision, before_id uuid, page integer) TO coursewright_service;
GRANT ALL ON FUNCTION coursewright.search_forum(viewer uuid, words text, module integer, solved boolean, author text, since timestamp with time zone, before_score double precision, before_id uuid, page integer) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.staffed_cohorts() FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.staffed_cohorts() TO coursewright_service;

REVOKE ALL ON FUNCTION coursewright.sum_quiz_points() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.sum_study_time() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.take_answers(request uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coursewright.take_answers(request uuid) TO coursewright_worker;
GRANT ALL ON FUNCTION coursewright.take_answers(request uuid) TO coursewright_operator;

REVOKE ALL ON FUNCTION coursewright.touch_updated_at() FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.walk_feed(viewer uuid, at_home boolean, before_at timestamp with time zone, before_id uuid, page integer, walked bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION coursewright.walk_feed_by_set(viewer uuid, followed uuid[], friends uuid[], at_home boolean, before_at timestamp with time zone, before_id uuid, page integer, walked bigint) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.achievements TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.achievements TO coursewright_service;
GRANT SELECT ON TABLE coursewright.achievements TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.achievements TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.activity_feed TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.activity_feed TO coursewright_service;
GRANT SELECT,INSERT ON TABLE coursewright.activity_feed TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.activity_feed TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.activity_feed TO coursewright_analyst;

GRANT SELECT(activity_type) ON TABLE coursewright.activity_feed TO coursewright_analyst;

GRANT SELECT(visibility) ON TABLE coursewright.activity_feed TO coursewright_analyst;
GRANT UPDATE(visibility) ON TABLE coursewright.activity_feed TO coursewright_service;

GRANT SELECT(created_at) ON TABLE coursewright.activity_feed TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.architecture_reviews TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.architecture_reviews TO coursewright_service;
GRANT SELECT,INSERT ON TABLE coursewright.architecture_reviews TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.architecture_reviews TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.architecture_reviews TO coursewright_analyst;

GRANT SELECT(overall_score) ON TABLE coursewright.architecture_reviews TO coursewright_analyst;

GRANT SELECT(passed) ON TABLE coursewright.architecture_reviews TO coursewright_analyst;

GRANT SELECT(reviewed_at) ON TABLE coursewright.architecture_reviews TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.assessments TO coursewright_operator;

GRANT SELECT(id) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(id) ON TABLE coursewright.assessments TO coursewright_worker;
GRANT SELECT(id) ON TABLE coursewright.assessments TO coursewright_analyst;

GRANT SELECT(module_id) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(module_id) ON TABLE coursewright.assessments TO coursewright_worker;
GRANT SELECT(module_id) ON TABLE coursewright.assessments TO coursewright_analyst;

GRANT SELECT(slug) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(slug) ON TABLE coursewright.assessments TO coursewright_worker;
GRANT SELECT(slug) ON TABLE coursewright.assessments TO coursewright_analyst;

GRANT SELECT(title) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(title) ON TABLE coursewright.assessments TO coursewright_worker;
GRANT SELECT(title) ON TABLE coursewright.assessments TO coursewright_analyst;

GRANT SELECT(question_text) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(question_text) ON TABLE coursewright.assessments TO coursewright_worker;

GRANT SELECT(question_type) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(question_type) ON TABLE coursewright.assessments TO coursewright_worker;
GRANT SELECT(question_type) ON TABLE coursewright.assessments TO coursewright_analyst;

GRANT SELECT(options) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(options) ON TABLE coursewright.assessments TO coursewright_worker;

GRANT SELECT(points) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(points) ON TABLE coursewright.assessments TO coursewright_worker;
GRANT SELECT(points) ON TABLE coursewright.assessments TO coursewright_analyst;

GRANT SELECT(order_index) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(order_index) ON TABLE coursewright.assessments TO coursewright_worker;
GRANT SELECT(order_index) ON TABLE coursewright.assessments TO coursewright_analyst;

GRANT SELECT(notebook_sha256) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(notebook_sha256) ON TABLE coursewright.assessments TO coursewright_worker;

GRANT SELECT(created_at) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(created_at) ON TABLE coursewright.assessments TO coursewright_worker;

GRANT SELECT(updated_at) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(updated_at) ON TABLE coursewright.assessments TO coursewright_worker;

GRANT SELECT(retired_at) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(retired_at) ON TABLE coursewright.assessments TO coursewright_worker;
GRANT SELECT(retired_at) ON TABLE coursewright.assessments TO coursewright_analyst;

GRANT SELECT(question_key) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(question_key) ON TABLE coursewright.assessments TO coursewright_worker;

GRANT SELECT(difficulty) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(difficulty) ON TABLE coursewright.assessments TO coursewright_worker;

GRANT SELECT(concepts) ON TABLE coursewright.assessments TO coursewright_service;
GRANT SELECT(concepts) ON TABLE coursewright.assessments TO coursewright_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.assignment_extensions TO coursewright_operator;
GRANT SELECT,INSERT,DELETE ON TABLE coursewright.assignment_extensions TO coursewright_service;
GRANT SELECT ON TABLE coursewright.assignment_extensions TO coursewright_worker;

GRANT SELECT(cohort_id) ON TABLE coursewright.assignment_extensions TO coursewright_analyst;

GRANT SELECT(assignment_name) ON TABLE coursewright.assignment_extensions TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.assignment_extensions TO coursewright_analyst;

GRANT UPDATE(due_at) ON TABLE coursewright.assignment_extensions TO coursewright_service;
GRANT SELECT(due_at) ON TABLE coursewright.assignment_extensions TO coursewright_analyst;

GRANT UPDATE(reason) ON TABLE coursewright.assignment_extensions TO coursewright_service;

GRANT UPDATE(granted_by) ON TABLE coursewright.assignment_extensions TO coursewright_service;

GRANT UPDATE(granted_at) ON TABLE coursewright.assignment_extensions TO coursewright_service;
GRANT SELECT(granted_at) ON TABLE coursewright.assignment_extensions TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.assignment_schedules TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.assignment_schedules TO coursewright_service;
GRANT SELECT ON TABLE coursewright.assignment_schedules TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.assignment_schedules TO coursewright_analyst;

GRANT SELECT,INSERT ON TABLE coursewright.audit_log TO coursewright_operator;
GRANT INSERT ON TABLE coursewright.audit_log TO coursewright_service;
GRANT INSERT ON TABLE coursewright.audit_log TO coursewright_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.blueprint_modules TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.blueprint_modules TO coursewright_service;
GRANT SELECT ON TABLE coursewright.blueprint_modules TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.blueprint_modules TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.blueprint_prerequisites TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.blueprint_prerequisites TO coursewright_service;
GRANT SELECT ON TABLE coursewright.blueprint_prerequisites TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.blueprint_prerequisites TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.bot_configurations TO coursewright_operator;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.bot_configurations TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.code_submissions TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.code_submissions TO coursewright_service;
GRANT SELECT,INSERT,UPDATE ON TABLE coursewright.code_submissions TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(cohort_id) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(assessment_id) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(exercise_id) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(status) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(grade) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(max_grade) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(submission_version) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(submitted_at) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(graded_at) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(source) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT UPDATE(grading_state) ON TABLE coursewright.code_submissions TO coursewright_service;
GRANT SELECT(grading_state) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT UPDATE(grading_done) ON TABLE coursewright.code_submissions TO coursewright_service;

GRANT UPDATE(grading_total) ON TABLE coursewright.code_submissions TO coursewright_service;

GRANT UPDATE(grading_error) ON TABLE coursewright.code_submissions TO coursewright_service;

GRANT SELECT(needs_manual_grade) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(execution_time_ms) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT(hint_penalty) ON TABLE coursewright.code_submissions TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.cohort_members TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.cohort_members TO coursewright_login;
GRANT SELECT ON TABLE coursewright.cohort_members TO coursewright_service;
GRANT SELECT ON TABLE coursewright.cohort_members TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.cohort_members TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.cohorts TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.cohorts TO coursewright_login;
GRANT SELECT ON TABLE coursewright.cohorts TO coursewright_service;
GRANT SELECT ON TABLE coursewright.cohorts TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.cohorts TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.course_requests TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.course_requests TO coursewright_service;
GRANT SELECT ON TABLE coursewright.course_requests TO coursewright_worker;

GRANT INSERT(id) ON TABLE coursewright.course_requests TO coursewright_service;
GRANT SELECT(id) ON TABLE coursewright.course_requests TO coursewright_analyst;

GRANT INSERT(user_id) ON TABLE coursewright.course_requests TO coursewright_service;
GRANT SELECT(user_id) ON TABLE coursewright.course_requests TO coursewright_analyst;

GRANT INSERT(idempotency_key) ON TABLE coursewright.course_requests TO coursewright_service;

GRANT INSERT(meta_category) ON TABLE coursewright.course_requests TO coursewright_service;
GRANT SELECT(meta_category) ON TABLE coursewright.course_requests TO coursewright_analyst;

GRANT INSERT(archetype) ON TABLE coursewright.course_requests TO coursewright_service;
GRANT SELECT(archetype) ON TABLE coursewright.course_requests TO coursewright_analyst;

GRANT INSERT(domain) ON TABLE coursewright.course_requests TO coursewright_service;

GRANT INSERT(words) ON TABLE coursewright.course_requests TO coursewright_service;

GRANT INSERT(tool) ON TABLE coursewright.course_requests TO coursewright_service;
GRANT SELECT(tool) ON TABLE coursewright.course_requests TO coursewright_analyst;

GRANT INSERT(starting_module) ON TABLE coursewright.course_requests TO coursewright_service;
GRANT SELECT(starting_module) ON TABLE coursewright.course_requests TO coursewright_analyst;

GRANT UPDATE(state) ON TABLE coursewright.course_requests TO coursewright_service;
GRANT UPDATE(state) ON TABLE coursewright.course_requests TO coursewright_worker;
GRANT SELECT(state) ON TABLE coursewright.course_requests TO coursewright_analyst;

GRANT UPDATE(done) ON TABLE coursewright.course_requests TO coursewright_worker;

GRANT UPDATE(total) ON TABLE coursewright.course_requests TO coursewright_worker;

GRANT UPDATE(error) ON TABLE coursewright.course_requests TO coursewright_service;
GRANT UPDATE(error) ON TABLE coursewright.course_requests TO coursewright_worker;

GRANT SELECT(created_at) ON TABLE coursewright.course_requests TO coursewright_analyst;

GRANT UPDATE(finished_at) ON TABLE coursewright.course_requests TO coursewright_service;
GRANT UPDATE(finished_at) ON TABLE coursewright.course_requests TO coursewright_worker;
GRANT SELECT(finished_at) ON TABLE coursewright.course_requests TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.course_tags TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.course_tags TO coursewright_service;
GRANT SELECT,INSERT ON TABLE coursewright.course_tags TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.course_tags TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.exercises TO coursewright_operator;
GRANT INSERT ON TABLE coursewright.exercises TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(id) ON TABLE coursewright.exercises TO coursewright_worker;
GRANT SELECT(id) ON TABLE coursewright.exercises TO coursewright_analyst;

GRANT SELECT(module_id) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(module_id) ON TABLE coursewright.exercises TO coursewright_worker;
GRANT SELECT(module_id) ON TABLE coursewright.exercises TO coursewright_analyst;

GRANT SELECT(slug) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(slug) ON TABLE coursewright.exercises TO coursewright_worker;
GRANT SELECT(slug) ON TABLE coursewright.exercises TO coursewright_analyst;

GRANT SELECT(type) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(type) ON TABLE coursewright.exercises TO coursewright_worker;
GRANT SELECT(type) ON TABLE coursewright.exercises TO coursewright_analyst;

GRANT SELECT(title) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(title) ON TABLE coursewright.exercises TO coursewright_worker;

GRANT SELECT(prompt) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(prompt) ON TABLE coursewright.exercises TO coursewright_worker;

GRANT SELECT(starter_code) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(starter_code) ON TABLE coursewright.exercises TO coursewright_worker;

GRANT SELECT(test_cases) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(test_cases) ON TABLE coursewright.exercises TO coursewright_worker;

GRANT SELECT(difficulty) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(difficulty) ON TABLE coursewright.exercises TO coursewright_worker;
GRANT SELECT(difficulty) ON TABLE coursewright.exercises TO coursewright_analyst;

GRANT SELECT(points) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(points) ON TABLE coursewright.exercises TO coursewright_worker;
GRANT SELECT(points) ON TABLE coursewright.exercises TO coursewright_analyst;

GRANT SELECT(time_limit_minutes) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(time_limit_minutes) ON TABLE coursewright.exercises TO coursewright_worker;
GRANT SELECT(time_limit_minutes) ON TABLE coursewright.exercises TO coursewright_analyst;

GRANT SELECT(notebook_sha256) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(notebook_sha256) ON TABLE coursewright.exercises TO coursewright_worker;

GRANT SELECT(created_at) ON TABLE coursewright.exercises TO coursewright_service;
GRANT SELECT(created_at) ON TABLE coursewright.exercises TO coursewright_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.forum_anchors TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.forum_anchors TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.forum_edits TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.forum_edits TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.forum_posts TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.forum_posts TO coursewright_service;

GRANT SELECT(id) ON TABLE coursewright.forum_posts TO coursewright_analyst;
GRANT SELECT(id) ON TABLE coursewright.forum_posts TO coursewright_worker;

GRANT SELECT(module_id) ON TABLE coursewright.forum_posts TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.forum_posts TO coursewright_worker;

GRANT SELECT(parent_post_id) ON TABLE coursewright.forum_posts TO coursewright_worker;

GRANT SELECT(depth) ON TABLE coursewright.forum_posts TO coursewright_analyst;

GRANT UPDATE(title) ON TABLE coursewright.forum_posts TO coursewright_service;

GRANT UPDATE(content) ON TABLE coursewright.forum_posts TO coursewright_service;

GRANT UPDATE(is_pinned) ON TABLE coursewright.forum_posts TO coursewright_service;

GRANT UPDATE(is_solved) ON TABLE coursewright.forum_posts TO coursewright_service;
GRANT SELECT(is_solved) ON TABLE coursewright.forum_posts TO coursewright_analyst;

GRANT UPDATE(solved_by_post_id) ON TABLE coursewright.forum_posts TO coursewright_service;
GRANT SELECT(solved_by_post_id) ON TABLE coursewright.forum_posts TO coursewright_worker;

GRANT SELECT(upvotes) ON TABLE coursewright.forum_posts TO coursewright_analyst;
GRANT SELECT(upvotes) ON TABLE coursewright.forum_posts TO coursewright_worker;

GRANT SELECT(downvotes) ON TABLE coursewright.forum_posts TO coursewright_analyst;

GRANT SELECT(reply_count) ON TABLE coursewright.forum_posts TO coursewright_analyst;

GRANT UPDATE(deleted_at) ON TABLE coursewright.forum_posts TO coursewright_service;
GRANT SELECT(deleted_at) ON TABLE coursewright.forum_posts TO coursewright_worker;

GRANT SELECT(created_at) ON TABLE coursewright.forum_posts TO coursewright_analyst;

GRANT UPDATE(is_locked) ON TABLE coursewright.forum_posts TO coursewright_service;

GRANT UPDATE(hidden_at) ON TABLE coursewright.forum_posts TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.forum_reports TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.forum_reports TO coursewright_service;

GRANT UPDATE(resolved_at) ON TABLE coursewright.forum_reports TO coursewright_service;

GRANT UPDATE(resolved_by) ON TABLE coursewright.forum_reports TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.forum_votes TO coursewright_operator;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.forum_votes TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.generated_courses TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.generated_courses TO coursewright_service;
GRANT SELECT,INSERT ON TABLE coursewright.generated_courses TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.generated_courses TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.generated_courses TO coursewright_analyst;

GRANT UPDATE(title) ON TABLE coursewright.generated_courses TO coursewright_service;

GRANT UPDATE(description) ON TABLE coursewright.generated_courses TO coursewright_service;

GRANT SELECT(forked_from_id) ON TABLE coursewright.generated_courses TO coursewright_analyst;

GRANT UPDATE(visibility) ON TABLE coursewright.generated_courses TO coursewright_service;
GRANT SELECT(visibility) ON TABLE coursewright.generated_courses TO coursewright_analyst;

GRANT UPDATE(status) ON TABLE coursewright.generated_courses TO coursewright_service;
GRANT UPDATE(status) ON TABLE coursewright.generated_courses TO coursewright_worker;
GRANT SELECT(status) ON TABLE coursewright.generated_courses TO coursewright_analyst;

GRANT UPDATE(progress_percentage) ON TABLE coursewright.generated_courses TO coursewright_service;
GRANT UPDATE(progress_percentage) ON TABLE coursewright.generated_courses TO coursewright_worker;
GRANT SELECT(progress_percentage) ON TABLE coursewright.generated_courses TO coursewright_analyst;

GRANT SELECT(start_date) ON TABLE coursewright.generated_courses TO coursewright_analyst;

GRANT UPDATE(completion_date) ON TABLE coursewright.generated_courses TO coursewright_service;
GRANT UPDATE(completion_date) ON TABLE coursewright.generated_courses TO coursewright_worker;
GRANT SELECT(completion_date) ON TABLE coursewright.generated_courses TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.generated_modules TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.generated_modules TO coursewright_service;
GRANT SELECT,INSERT ON TABLE coursewright.generated_modules TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.generated_modules TO coursewright_analyst;

GRANT SELECT(course_id) ON TABLE coursewright.generated_modules TO coursewright_analyst;

GRANT SELECT(blueprint_module_id) ON TABLE coursewright.generated_modules TO coursewright_analyst;

GRANT SELECT(order_index) ON TABLE coursewright.generated_modules TO coursewright_analyst;

GRANT UPDATE(is_locked) ON TABLE coursewright.generated_modules TO coursewright_service;
GRANT UPDATE(is_locked) ON TABLE coursewright.generated_modules TO coursewright_worker;
GRANT SELECT(is_locked) ON TABLE coursewright.generated_modules TO coursewright_analyst;

GRANT UPDATE(is_completed) ON TABLE coursewright.generated_modules TO coursewright_service;
GRANT UPDATE(is_completed) ON TABLE coursewright.generated_modules TO coursewright_worker;
GRANT SELECT(is_completed) ON TABLE coursewright.generated_modules TO coursewright_analyst;

GRANT UPDATE(completed_at) ON TABLE coursewright.generated_modules TO coursewright_service;
GRANT UPDATE(completed_at) ON TABLE coursewright.generated_modules TO coursewright_worker;
GRANT SELECT(completed_at) ON TABLE coursewright.generated_modules TO coursewright_analyst;

GRANT SELECT(is_optional) ON TABLE coursewright.generated_modules TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.grade_events TO coursewright_operator;
GRANT SELECT,INSERT,UPDATE ON TABLE coursewright.grade_events TO coursewright_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.gradebook_marks TO coursewright_operator;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.gradebook_marks TO coursewright_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.hint_reveals TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.hint_reveals TO coursewright_service;
GRANT SELECT ON TABLE coursewright.hint_reveals TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.hint_reveals TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.hint_reveals TO coursewright_analyst;

GRANT SELECT(assessment_id) ON TABLE coursewright.hint_reveals TO coursewright_analyst;

GRANT SELECT(exercise_id) ON TABLE coursewright.hint_reveals TO coursewright_analyst;

GRANT SELECT(number) ON TABLE coursewright.hint_reveals TO coursewright_analyst;

GRANT SELECT(penalty) ON TABLE coursewright.hint_reveals TO coursewright_analyst;

GRANT SELECT(revealed_at) ON TABLE coursewright.hint_reveals TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.learning_resource_votes TO coursewright_operator;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.learning_resource_votes TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.learning_resources TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.learning_resources TO coursewright_service;
GRANT SELECT ON TABLE coursewright.learning_resources TO coursewright_worker;

GRANT INSERT(id) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(module_id) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(title) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(url) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(resource_type) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(difficulty) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(added_by) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(created_at) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(description) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(cohort_id) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(idempotency_key) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(state),UPDATE(state) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT UPDATE(reason) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(decided_by),UPDATE(decided_by) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT INSERT(decided_at),UPDATE(decided_at) ON TABLE coursewright.learning_resources TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.lesson_progress TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.lesson_progress TO coursewright_service;
GRANT SELECT ON TABLE coursewright.lesson_progress TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.lesson_progress TO coursewright_analyst;

GRANT UPDATE(opened_at) ON TABLE coursewright.lesson_progress TO coursewright_service;

GRANT UPDATE(completed_at) ON TABLE coursewright.lesson_progress TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.lessons TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.lessons TO coursewright_service;
GRANT SELECT ON TABLE coursewright.lessons TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.lessons TO coursewright_analyst;

GRANT SELECT(module_id) ON TABLE coursewright.lessons TO coursewright_analyst;

GRANT SELECT(slug) ON TABLE coursewright.lessons TO coursewright_analyst;

GRANT SELECT(title) ON TABLE coursewright.lessons TO coursewright_analyst;

GRANT SELECT(lesson_type) ON TABLE coursewright.lessons TO coursewright_analyst;

GRANT SELECT(order_index) ON TABLE coursewright.lessons TO coursewright_analyst;

GRANT SELECT(estimated_minutes) ON TABLE coursewright.lessons TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.llm_calls TO coursewright_operator;
GRANT INSERT ON TABLE coursewright.llm_calls TO coursewright_service;
GRANT INSERT ON TABLE coursewright.llm_calls TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT(purpose) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT(provider) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT(model) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT(input_tokens) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT(output_tokens) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT(duration_ms) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT(outcome) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT(created_at) ON TABLE coursewright.llm_calls TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.module_completions TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.module_completions TO coursewright_service;
GRANT SELECT,INSERT ON TABLE coursewright.module_completions TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.module_completions TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.module_prerequisites TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.module_prerequisites TO coursewright_service;
GRANT SELECT ON TABLE coursewright.module_prerequisites TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.module_prerequisites TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.modules TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.modules TO coursewright_service;
GRANT SELECT ON TABLE coursewright.modules TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.modules TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.nbgrader_bindings TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.nbgrader_bindings TO coursewright_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.notebook_releases TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.notebook_releases TO coursewright_service;
GRANT SELECT ON TABLE coursewright.notebook_releases TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.notebook_releases TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.notebooks TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.notebooks TO coursewright_service;
GRANT SELECT,INSERT ON TABLE coursewright.notebooks TO coursewright_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.outbox TO coursewright_operator;
GRANT INSERT ON TABLE coursewright.outbox TO coursewright_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.outbox TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.outbox TO coursewright_service;

GRANT SELECT(dedupe_key) ON TABLE coursewright.outbox TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.peer_reviews TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.peer_reviews TO coursewright_service;
GRANT SELECT,INSERT ON TABLE coursewright.peer_reviews TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.peer_reviews TO coursewright_analyst;

GRANT SELECT(submission_id) ON TABLE coursewright.peer_reviews TO coursewright_analyst;

GRANT UPDATE(rubric_scores) ON TABLE coursewright.peer_reviews TO coursewright_service;

GRANT UPDATE(comments) ON TABLE coursewright.peer_reviews TO coursewright_service;

GRANT SELECT(is_helpful) ON TABLE coursewright.peer_reviews TO coursewright_analyst;

GRANT SELECT(assigned_at) ON TABLE coursewright.peer_reviews TO coursewright_analyst;

GRANT UPDATE(submitted_at) ON TABLE coursewright.peer_reviews TO coursewright_service;
GRANT SELECT(submitted_at) ON TABLE coursewright.peer_reviews TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.quiz_attempts TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.quiz_attempts TO coursewright_service;
GRANT SELECT ON TABLE coursewright.quiz_attempts TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.quiz_attempts TO coursewright_analyst;

GRANT SELECT(session_id) ON TABLE coursewright.quiz_attempts TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.quiz_attempts TO coursewright_analyst;

GRANT SELECT(assessment_id) ON TABLE coursewright.quiz_attempts TO coursewright_analyst;

GRANT UPDATE(user_answer) ON TABLE coursewright.quiz_attempts TO coursewright_service;

GRANT UPDATE(is_correct) ON TABLE coursewright.quiz_attempts TO coursewright_service;
GRANT SELECT(is_correct) ON TABLE coursewright.quiz_attempts TO coursewright_analyst;

GRANT UPDATE(points_earned) ON TABLE coursewright.quiz_attempts TO coursewright_service;
GRANT SELECT(points_earned) ON TABLE coursewright.quiz_attempts TO coursewright_analyst;

GRANT SELECT(attempted_at) ON TABLE coursewright.quiz_attempts TO coursewright_analyst;
GRANT UPDATE(attempted_at) ON TABLE coursewright.quiz_attempts TO coursewright_service;

GRANT UPDATE(time_spent_seconds) ON TABLE coursewright.quiz_attempts TO coursewright_service;
GRANT SELECT(time_spent_seconds) ON TABLE coursewright.quiz_attempts TO coursewright_analyst;

GRANT UPDATE(comment) ON TABLE coursewright.quiz_attempts TO coursewright_service;

GRANT UPDATE(decided_by) ON TABLE coursewright.quiz_attempts TO coursewright_service;

GRANT UPDATE(decided_at) ON TABLE coursewright.quiz_attempts TO coursewright_service;
GRANT SELECT(decided_at) ON TABLE coursewright.quiz_attempts TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.quiz_sessions TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.quiz_sessions TO coursewright_service;
GRANT SELECT ON TABLE coursewright.quiz_sessions TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.quiz_sessions TO coursewright_analyst;

GRANT UPDATE(submitted_at) ON TABLE coursewright.quiz_sessions TO coursewright_service;

GRANT UPDATE(points_earned) ON TABLE coursewright.quiz_sessions TO coursewright_service;

GRANT UPDATE(points_possible) ON TABLE coursewright.quiz_sessions TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.recommendations TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.recommendations TO coursewright_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.recommendations TO coursewright_worker;

GRANT UPDATE(is_dismissed) ON TABLE coursewright.recommendations TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.regrade_requests TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.regrade_requests TO coursewright_service;

GRANT INSERT(id) ON TABLE coursewright.regrade_requests TO coursewright_service;
GRANT SELECT(id) ON TABLE coursewright.regrade_requests TO coursewright_analyst;

GRANT INSERT(submission_id) ON TABLE coursewright.regrade_requests TO coursewright_service;
GRANT SELECT(submission_id) ON TABLE coursewright.regrade_requests TO coursewright_analyst;

GRANT INSERT(user_id) ON TABLE coursewright.regrade_requests TO coursewright_service;
GRANT SELECT(user_id) ON TABLE coursewright.regrade_requests TO coursewright_analyst;

GRANT INSERT(cohort_id) ON TABLE coursewright.regrade_requests TO coursewright_service;
GRANT SELECT(cohort_id) ON TABLE coursewright.regrade_requests TO coursewright_analyst;

GRANT INSERT(reason) ON TABLE coursewright.regrade_requests TO coursewright_service;

GRANT INSERT(asked_at) ON TABLE coursewright.regrade_requests TO coursewright_service;
GRANT SELECT(asked_at) ON TABLE coursewright.regrade_requests TO coursewright_analyst;

GRANT UPDATE(decision) ON TABLE coursewright.regrade_requests TO coursewright_service;
GRANT SELECT(decision) ON TABLE coursewright.regrade_requests TO coursewright_analyst;

GRANT UPDATE(answer) ON TABLE coursewright.regrade_requests TO coursewright_service;

GRANT UPDATE(answered_at) ON TABLE coursewright.regrade_requests TO coursewright_service;
GRANT SELECT(answered_at) ON TABLE coursewright.regrade_requests TO coursewright_analyst;

GRANT UPDATE(answered_by) ON TABLE coursewright.regrade_requests TO coursewright_service;

GRANT SELECT,INSERT ON TABLE coursewright.review_answers TO coursewright_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.review_answers TO coursewright_operator;

GRANT SELECT(id) ON TABLE coursewright.review_answers TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.review_answers TO coursewright_analyst;

GRANT SELECT(assessment_id) ON TABLE coursewright.review_answers TO coursewright_analyst;

GRANT UPDATE(is_correct) ON TABLE coursewright.review_answers TO coursewright_service;
GRANT SELECT(is_correct) ON TABLE coursewright.review_answers TO coursewright_analyst;

GRANT SELECT(answered_at) ON TABLE coursewright.review_answers TO coursewright_analyst;

GRANT SELECT(time_spent_seconds) ON TABLE coursewright.review_answers TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.review_cards TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.review_cards TO coursewright_service;
GRANT SELECT,INSERT ON TABLE coursewright.review_cards TO coursewright_worker;

GRANT SELECT(id) ON TABLE coursewright.review_cards TO coursewright_analyst;

GRANT SELECT(user_id) ON TABLE coursewright.review_cards TO coursewright_analyst;

GRANT SELECT(assessment_id) ON TABLE coursewright.review_cards TO coursewright_analyst;
GRANT UPDATE(assessment_id) ON TABLE coursewright.review_cards TO coursewright_service;
GRANT UPDATE(assessment_id) ON TABLE coursewright.review_cards TO coursewright_worker;

GRANT UPDATE(state) ON TABLE coursewright.review_cards TO coursewright_service;
GRANT SELECT(state) ON TABLE coursewright.review_cards TO coursewright_analyst;
GRANT UPDATE(state) ON TABLE coursewright.review_cards TO coursewright_worker;

GRANT UPDATE(step) ON TABLE coursewright.review_cards TO coursewright_service;
GRANT UPDATE(step) ON TABLE coursewright.review_cards TO coursewright_worker;

GRANT UPDATE(stability) ON TABLE coursewright.review_cards TO coursewright_service;
GRANT SELECT(stability) ON TABLE coursewright.review_cards TO coursewright_analyst;
GRANT UPDATE(stability) ON TABLE coursewright.review_cards TO coursewright_worker;

GRANT UPDATE(difficulty) ON TABLE coursewright.review_cards TO coursewright_service;
GRANT SELECT(difficulty) ON TABLE coursewright.review_cards TO coursewright_analyst;
GRANT UPDATE(difficulty) ON TABLE coursewright.review_cards TO coursewright_worker;

GRANT UPDATE(due_at) ON TABLE coursewright.review_cards TO coursewright_service;
GRANT SELECT(due_at) ON TABLE coursewright.review_cards TO coursewright_analyst;
GRANT UPDATE(due_at) ON TABLE coursewright.review_cards TO coursewright_worker;

GRANT UPDATE(last_review_at) ON TABLE coursewright.review_cards TO coursewright_service;
GRANT SELECT(last_review_at) ON TABLE coursewright.review_cards TO coursewright_analyst;
GRANT UPDATE(last_review_at) ON TABLE coursewright.review_cards TO coursewright_worker;

GRANT SELECT(created_at) ON TABLE coursewright.review_cards TO coursewright_analyst;

GRANT SELECT(concept) ON TABLE coursewright.review_cards TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.rubric_items TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.rubric_items TO coursewright_service;
GRANT SELECT ON TABLE coursewright.rubric_items TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.rubric_items TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.study_time TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.study_time TO coursewright_service;

GRANT INSERT(user_id) ON TABLE coursewright.study_time TO coursewright_service;

GRANT INSERT(day) ON TABLE coursewright.study_time TO coursewright_service;

GRANT INSERT(lesson_id) ON TABLE coursewright.study_time TO coursewright_service;

GRANT INSERT(generated_module_id) ON TABLE coursewright.study_time TO coursewright_service;

GRANT INSERT(assessment_id) ON TABLE coursewright.study_time TO coursewright_service;

GRANT INSERT(exercise_id) ON TABLE coursewright.study_time TO coursewright_service;

GRANT INSERT(minutes),UPDATE(minutes) ON TABLE coursewright.study_time TO coursewright_service;

GRANT INSERT(counted_at),UPDATE(counted_at) ON TABLE coursewright.study_time TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.trading_strategies TO coursewright_operator;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.trading_strategies TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.trending_courses TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.trending_courses TO coursewright_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.trending_courses TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.trending_courses TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.user_achievements TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.user_achievements TO coursewright_service;
GRANT SELECT,INSERT,UPDATE ON TABLE coursewright.user_achievements TO coursewright_worker;

GRANT SELECT(user_id) ON TABLE coursewright.user_achievements TO coursewright_analyst;

GRANT SELECT(achievement_id) ON TABLE coursewright.user_achievements TO coursewright_analyst;

GRANT UPDATE(earned_at) ON TABLE coursewright.user_achievements TO coursewright_service;
GRANT SELECT(earned_at) ON TABLE coursewright.user_achievements TO coursewright_analyst;

GRANT UPDATE(progress) ON TABLE coursewright.user_achievements TO coursewright_service;

GRANT UPDATE(is_featured) ON TABLE coursewright.user_achievements TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.user_archetypes TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.user_archetypes TO coursewright_service;
GRANT SELECT ON TABLE coursewright.user_archetypes TO coursewright_worker;

GRANT SELECT(user_id) ON TABLE coursewright.user_archetypes TO coursewright_analyst;

GRANT UPDATE(meta_category) ON TABLE coursewright.user_archetypes TO coursewright_service;
GRANT SELECT(meta_category) ON TABLE coursewright.user_archetypes TO coursewright_analyst;

GRANT UPDATE(archetype) ON TABLE coursewright.user_archetypes TO coursewright_service;
GRANT SELECT(archetype) ON TABLE coursewright.user_archetypes TO coursewright_analyst;

GRANT UPDATE(domain) ON TABLE coursewright.user_archetypes TO coursewright_service;

GRANT SELECT(created_at) ON TABLE coursewright.user_archetypes TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.user_course_interactions TO coursewright_operator;
GRANT SELECT,INSERT ON TABLE coursewright.user_course_interactions TO coursewright_service;
GRANT SELECT ON TABLE coursewright.user_course_interactions TO coursewright_worker;
GRANT SELECT ON TABLE coursewright.user_course_interactions TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.user_progress TO coursewright_operator;
GRANT SELECT ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT,INSERT,UPDATE ON TABLE coursewright.user_progress TO coursewright_worker;

GRANT INSERT(id) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(id) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(user_id) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(user_id) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(module_id) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(module_id) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(exercise_id) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(exercise_id) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(status),UPDATE(status) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(status) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(progress_percent),UPDATE(progress_percent) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(progress_percent) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(started_at),UPDATE(started_at) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(started_at) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(completed_at),UPDATE(completed_at) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(completed_at) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(last_accessed),UPDATE(last_accessed) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(last_accessed) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(time_spent_minutes),UPDATE(time_spent_minutes) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(time_spent_minutes) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT SELECT(score) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(attempts) ON TABLE coursewright.user_progress TO coursewright_service;
GRANT SELECT(attempts) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT SELECT(execution_time_ms) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT SELECT(memory_used_mb) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT INSERT(hints_revealed),UPDATE(hints_revealed) ON TABLE coursewright.user_progress TO coursewright_service;

GRANT SELECT(submitted_at) ON TABLE coursewright.user_progress TO coursewright_analyst;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.user_relationships TO coursewright_operator;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.user_relationships TO coursewright_service;
GRANT SELECT ON TABLE coursewright.user_relationships TO coursewright_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.user_variables TO coursewright_operator;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.user_variables TO coursewright_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE coursewright.users TO coursewright_operator;

GRANT SELECT(id) ON TABLE coursewright.users TO coursewright_login;
GRANT SELECT(id) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(id) ON TABLE coursewright.users TO coursewright_worker;
GRANT SELECT(id) ON TABLE coursewright.users TO coursewright_analyst;

GRANT SELECT(email) ON TABLE coursewright.users TO coursewright_login;
GRANT SELECT(email) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(email) ON TABLE coursewright.users TO coursewright_worker;

GRANT SELECT(username) ON TABLE coursewright.users TO coursewright_login;
GRANT SELECT(username) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(username) ON TABLE coursewright.users TO coursewright_worker;

GRANT SELECT(password_hash),UPDATE(password_hash) ON TABLE coursewright.users TO coursewright_login;

GRANT SELECT(full_name) ON TABLE coursewright.users TO coursewright_login;
GRANT SELECT(full_name),UPDATE(full_name) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(full_name) ON TABLE coursewright.users TO coursewright_worker;

GRANT SELECT(avatar_url),UPDATE(avatar_url) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(avatar_url) ON TABLE coursewright.users TO coursewright_worker;

GRANT SELECT(bio),UPDATE(bio) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(bio) ON TABLE coursewright.users TO coursewright_worker;

GRANT SELECT(role) ON TABLE coursewright.users TO coursewright_login;
GRANT SELECT(role) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(role) ON TABLE coursewright.users TO coursewright_worker;
GRANT SELECT(role) ON TABLE coursewright.users TO coursewright_analyst;

GRANT SELECT(is_active) ON TABLE coursewright.users TO coursewright_login;
GRANT SELECT(is_active) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(is_active) ON TABLE coursewright.users TO coursewright_worker;
GRANT SELECT(is_active) ON TABLE coursewright.users TO coursewright_analyst;

GRANT SELECT(default_visibility) ON TABLE coursewright.users TO coursewright_login;
GRANT SELECT(default_visibility),UPDATE(default_visibility) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(default_visibility) ON TABLE coursewright.users TO coursewright_worker;

GRANT SELECT(created_at) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(created_at) ON TABLE coursewright.users TO coursewright_worker;
GRANT SELECT(created_at) ON TABLE coursewright.users TO coursewright_analyst;

GRANT SELECT(updated_at) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(updated_at) ON TABLE coursewright.users TO coursewright_worker;

GRANT SELECT(last_login),UPDATE(last_login) ON TABLE coursewright.users TO coursewright_login;
GRANT SELECT(last_login) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(last_login) ON TABLE coursewright.users TO coursewright_worker;

GRANT UPDATE(last_active_at) ON TABLE coursewright.users TO coursewright_login;
GRANT SELECT(last_active_at),UPDATE(last_active_at) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(last_active_at) ON TABLE coursewright.users TO coursewright_worker;
GRANT SELECT(last_active_at) ON TABLE coursewright.users TO coursewright_analyst;

GRANT SELECT(is_hidden),UPDATE(is_hidden) ON TABLE coursewright.users TO coursewright_service;
GRANT SELECT(is_hidden) ON TABLE coursewright.users TO coursewright_worker;
