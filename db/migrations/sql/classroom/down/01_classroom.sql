DROP TABLE coursewright.review_cards, coursewright.assignment_extensions, coursewright.rubric_items,
  coursewright.forum_anchors, coursewright.forum_reports, coursewright.notebook_releases,
  coursewright.audit_log, coursewright.llm_calls;
DROP TRIGGER trg_note_release ON coursewright.lessons;
DROP TRIGGER trg_note_release ON coursewright.assessments;
DROP FUNCTION coursewright.note_release(), coursewright.refuse_rewriting();

REVOKE UPDATE (full_name, avatar_url, bio, default_visibility, last_active_at) ON coursewright.users FROM {service};
DO $$
DECLARE
  policy record;
BEGIN
  FOR policy IN
    SELECT policyname AS name, tablename AS target FROM pg_policies
    WHERE schemaname = 'coursewright' AND tablename IN ('users', 'activity_feed', 'forum_posts')
  LOOP
    EXECUTE format('DROP POLICY %I ON coursewright.%I', policy.name, policy.target);
    EXECUTE format('ALTER TABLE coursewright.%I DISABLE ROW LEVEL SECURITY', policy.target);
  END LOOP;
END $$;
