-- The forum as one person reads it: nothing of those whom she muted or across a block, and without the names of
-- those who hide. Who is shut out is looked up once and then compared, because there are few.

CREATE FUNCTION coursewright.people_shut_out(viewer uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT e.following_id FROM coursewright.user_relationships e
  WHERE e.follower_id = viewer AND e.status <> 'active'
  UNION ALL
  SELECT e.follower_id FROM coursewright.user_relationships e
  WHERE e.following_id = viewer AND e.status = 'blocked'
$$;

-- Threads, the last spoken in first; those of one module (or of none, where `module` is NULL) have their pinned
-- ones on top, those of all modules together have not. The page begins behind the last thread of the one before.
CREATE FUNCTION coursewright.read_threads(
  viewer uuid, everywhere boolean, module integer, solved boolean, answered boolean,
  before_pinned boolean, before_at timestamptz, before_id uuid, page integer)
RETURNS TABLE (id uuid, module_id integer, username text, full_name text, title text, opening text,
  is_pinned boolean, is_solved boolean, upvotes integer, downvotes integer, reply_count integer,
  last_activity_at timestamptz, created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
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

-- Posts as they stand in a thread. What was deleted or comes from people shut out keeps its place, without words.
CREATE FUNCTION coursewright.posts_shown(viewer uuid, shut uuid[], found uuid[], answer uuid)
RETURNS TABLE (id uuid, parent_post_id uuid, depth integer, username text, full_name text, content text,
  is_withheld boolean, is_answer boolean, upvotes integer, downvotes integer, own_vote text,
  created_at timestamptz)
LANGUAGE sql STABLE AS $$
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

-- What opens a thread; nothing where there is none for the viewer.
CREATE FUNCTION coursewright.read_thread(viewer uuid, thread uuid)
RETURNS TABLE (id uuid, parent_post_id uuid, depth integer, username text, full_name text, content text,
  is_withheld boolean, is_answer boolean, upvotes integer, downvotes integer, own_vote text,
  created_at timestamptz, module_id integer, title text, is_pinned boolean, is_solved boolean,
  reply_count integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
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

-- The replies in a thread that the viewer may read, oldest first, behind the place (`after_at`, `after_id`).
CREATE FUNCTION coursewright.read_replies(
  viewer uuid, thread uuid, after_at timestamptz, after_id uuid, page integer)
RETURNS TABLE (id uuid, parent_post_id uuid, depth integer, username text, full_name text, content text,
  is_withheld boolean, is_answer boolean, upvotes integer, downvotes integer, own_vote text,
  created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
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
