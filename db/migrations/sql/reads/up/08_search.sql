-- Posts that say `words`, the best first. Of posts that say them only the newest `most` are looked at: a word that
-- is in every second post would be ranked for seconds. The plan is made anew for each call, because it depends on
-- the words: rare ones are found through their index, frequent ones by walking along the newest posts. Where
-- fewer than five posts say the words, and nothing is asked of how they stand, titles that resemble them follow.

CREATE FUNCTION coursewright.search_forum(
  viewer uuid, words text, module integer, solved boolean, author text, since timestamptz,
  before_score double precision, before_id uuid, page integer)
RETURNS TABLE (id uuid, thread_id uuid, title text, module_id integer, username text, full_name text,
  excerpt text, is_solved boolean, upvotes integer, score double precision, created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
AS $$
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
END $$;
