-- More cuts of the forum, by the rules of the reads that are there: nothing of those shut out, no names of those
-- who hide.

-- The viewer's own threads, or those about one lesson or exercise, the last spoken in first.
CREATE FUNCTION coursewright.read_threads_about(
  viewer uuid, mine boolean, item text, module integer, solved boolean, answered boolean,
  before_at timestamptz, before_id uuid, page integer)
RETURNS TABLE (id uuid, module_id integer, username text, full_name text, title text, opening text,
  is_pinned boolean, is_solved boolean, upvotes integer, downvotes integer, reply_count integer,
  last_activity_at timestamptz, created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
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

-- One post as it stands in its thread; nothing where the viewer may not read the thread.
CREATE FUNCTION coursewright.read_post(viewer uuid, post uuid)
RETURNS TABLE (id uuid, parent_post_id uuid, depth integer, username text, full_name text, content text,
  is_withheld boolean, is_answer boolean, upvotes integer, downvotes integer, own_vote text,
  created_at timestamptz, thread_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
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

-- The other way round: who is to be told that a post is there or changed. Members of cohorts in progress,
-- on neither side of a wall between them and its author, or who opened its thread.
CREATE FUNCTION coursewright.readers_of_post(post uuid)
RETURNS TABLE (username text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
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
