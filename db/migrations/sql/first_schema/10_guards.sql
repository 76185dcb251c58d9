-- Rules that a CHECK cannot express, and the time of the last change.

CREATE FUNCTION coursewright.touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;

DO $$
DECLARE
  target text;
BEGIN
  FOR target IN
    SELECT c.table_name FROM information_schema.columns c
    WHERE c.table_schema = 'coursewright' AND c.column_name = 'updated_at' AND c.table_name <> 'forum_posts'
  LOOP
    EXECUTE format('CREATE TRIGGER trg_touch BEFORE UPDATE ON coursewright.%I '
                   'FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at()', target);
  END LOOP;
END $$;

-- A vote or a reply does not edit the post that it counts on.
CREATE TRIGGER trg_touch
  BEFORE UPDATE OF title, content, is_pinned, is_solved, solved_by_post_id, deleted_at ON coursewright.forum_posts
  FOR EACH ROW EXECUTE FUNCTION coursewright.touch_updated_at();

CREATE FUNCTION coursewright.refuse_own_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM coursewright.code_submissions s
             WHERE s.id = NEW.submission_id AND s.user_id = NEW.reviewer_id) THEN
    RAISE EXCEPTION 'a student cannot review their own submission' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trg_refuse_own_review BEFORE INSERT OR UPDATE ON coursewright.peer_reviews
  FOR EACH ROW EXECUTE FUNCTION coursewright.refuse_own_review();

CREATE FUNCTION coursewright.refuse_hidden_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM coursewright.generated_courses c
                 WHERE c.id = NEW.recommended_course_id AND c.visibility = 'public'
                   AND c.user_id <> NEW.user_id) THEN
    RAISE EXCEPTION 'a recommended course must be public and not the person''s own'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trg_refuse_hidden_recommendation
  BEFORE INSERT OR UPDATE OF user_id, recommended_course_id ON coursewright.recommendations
  FOR EACH ROW EXECUTE FUNCTION coursewright.refuse_hidden_recommendation();
