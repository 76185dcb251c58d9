-- What writing needs: a key by which the same request is stored once, when words were changed, and what staff did.

ALTER TABLE coursewright.forum_posts
  ADD COLUMN request_key uuid,
  ADD COLUMN is_locked boolean DEFAULT false NOT NULL,
  ADD COLUMN hidden_at timestamptz,
  ADD COLUMN edited_at timestamptz,
  ADD CONSTRAINT uq_forum_posts_user_id_request_key UNIQUE (user_id, request_key),
  ADD CONSTRAINT ck_forum_posts_hidden CHECK (hidden_at IS NULL OR deleted_at IS NOT NULL),
  ADD CONSTRAINT ck_forum_posts_locked CHECK (parent_post_id IS NULL OR NOT is_locked);

-- The words that stood in a post before they were changed.
CREATE TABLE coursewright.forum_edits (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  post_id uuid NOT NULL,
  title character varying(200),
  content text NOT NULL,
  replaced_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_forum_edits PRIMARY KEY (id),
  CONSTRAINT fk_forum_edits_post_id FOREIGN KEY (post_id)
    REFERENCES coursewright.forum_posts (id) ON DELETE CASCADE
);
CREATE INDEX idx_forum_edits_post ON coursewright.forum_edits (post_id, replaced_at);

CREATE FUNCTION coursewright.keep_forum_edit() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF coursewright.claimed_person() IS NULL THEN
    RETURN NEW;  -- an operator, who takes the name of somebody away that was erased
  END IF;
  INSERT INTO coursewright.forum_edits (id, post_id, title, content)
  VALUES (gen_random_uuid(), OLD.id, OLD.title, OLD.content);
  NEW.edited_at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER trg_keep_forum_edit BEFORE UPDATE OF title, content ON coursewright.forum_posts
  FOR EACH ROW WHEN (OLD.content IS DISTINCT FROM NEW.content OR OLD.title IS DISTINCT FROM NEW.title)
  EXECUTE FUNCTION coursewright.keep_forum_edit();

-- An answer that is taken away solves nothing any more; its author may not write the thread of somebody else.
CREATE FUNCTION coursewright.reopen_forum_thread() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE coursewright.forum_posts SET is_solved = false, solved_by_post_id = NULL
  WHERE id = NEW.root_post_id AND solved_by_post_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER trg_reopen_forum_thread AFTER UPDATE OF deleted_at ON coursewright.forum_posts
  FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL AND NEW.root_post_id IS NOT NULL)
  EXECUTE FUNCTION coursewright.reopen_forum_thread();
