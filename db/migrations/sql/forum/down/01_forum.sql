-- Back to a forum that is only read.

REVOKE SELECT (id, user_id, parent_post_id, solved_by_post_id, deleted_at, upvotes) ON coursewright.forum_posts
  FROM {worker};
DROP FUNCTION coursewright.read_threads_about, coursewright.read_post, coursewright.readers_of_post;
DROP TRIGGER trg_reopen_forum_thread ON coursewright.forum_posts;
DROP TRIGGER trg_keep_forum_edit ON coursewright.forum_posts;
DROP FUNCTION coursewright.reopen_forum_thread, coursewright.keep_forum_edit;
DROP TABLE coursewright.forum_edits;
ALTER TABLE coursewright.forum_posts
  DROP COLUMN request_key,
  DROP COLUMN is_locked,
  DROP COLUMN hidden_at,
  DROP COLUMN edited_at;
