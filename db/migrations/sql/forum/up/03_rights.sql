-- Posts are written by their authors and staff as before; the words before an edit are read by both, written by none.

GRANT UPDATE (is_locked, hidden_at) ON coursewright.forum_posts TO {service};
GRANT EXECUTE ON FUNCTION coursewright.read_threads_about, coursewright.read_post, coursewright.readers_of_post
  TO {service}, {operator};

GRANT SELECT, INSERT, UPDATE, DELETE ON coursewright.forum_edits TO {operator};
GRANT SELECT ON coursewright.forum_edits TO {service};
ALTER TABLE coursewright.forum_edits ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybodys_rows ON coursewright.forum_edits TO {operator} USING (true) WITH CHECK (true);
CREATE POLICY rows_in_sight ON coursewright.forum_edits FOR SELECT TO {service}
  USING (cardinality((SELECT coursewright.staffed_cohorts())) > 0
    OR EXISTS (SELECT FROM coursewright.forum_posts p
      WHERE p.id = post_id AND p.user_id = (SELECT coursewright.claimed_person())));

-- What achievements count is read wherever a badge is given.
GRANT SELECT (id, user_id, parent_post_id, solved_by_post_id, deleted_at, upvotes) ON coursewright.forum_posts
  TO {worker};
