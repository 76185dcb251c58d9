-- On whose rows each role may work. A policy names its roles: who has no policy on a protected table sees nothing.

DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY[
    'user_archetypes', 'user_variables', 'user_relationships', 'user_progress', 'lesson_progress',
    'module_completions', 'quiz_sessions', 'quiz_attempts', 'code_submissions', 'peer_reviews',
    'architecture_reviews', 'recommendations', 'user_course_interactions', 'user_achievements', 'forum_votes',
    'learning_resource_votes', 'bot_configurations', 'trading_strategies', 'generated_courses',
    'generated_modules', 'exercises']
  LOOP
    EXECUTE format('ALTER TABLE coursewright.%I ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY everybodys_rows ON coursewright.%I TO {worker}, {operator} '
                   'USING (true) WITH CHECK (true)', protected);
    EXECUTE format('CREATE POLICY everybodys_rows_to_read ON coursewright.%I FOR SELECT TO {analyst} '
                   'USING (true)', protected);
  END LOOP;
END $$;

-- Learning: the person herself, and who teaches her, may read; she alone writes.
DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY['user_progress', 'lesson_progress', 'module_completions', 'quiz_sessions',
                                   'quiz_attempts', 'architecture_reviews']
  LOOP
    EXECUTE format('CREATE POLICY rows_in_sight ON coursewright.%I FOR SELECT TO {service} '
                   'USING (user_id = ANY ((SELECT coursewright.people_in_sight())::uuid[]))', protected);
  END LOOP;
  FOREACH protected IN ARRAY ARRAY['user_progress', 'lesson_progress', 'module_completions', 'quiz_sessions',
                                   'quiz_attempts']
  LOOP
    EXECUTE format('CREATE POLICY own_rows_to_add ON coursewright.%I FOR INSERT TO {service} '
                   'WITH CHECK (user_id = (SELECT coursewright.claimed_person()))', protected);
    EXECUTE format('CREATE POLICY own_rows_to_change ON coursewright.%I FOR UPDATE TO {service} '
                   'USING (user_id = (SELECT coursewright.claimed_person()))', protected);
  END LOOP;
END $$;

-- What is a person's own and nobody else's business.
DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY['user_variables', 'recommendations', 'user_course_interactions', 'forum_votes',
                                   'learning_resource_votes', 'bot_configurations']
  LOOP
    EXECUTE format('CREATE POLICY own_rows ON coursewright.%I TO {service} '
                   'USING (user_id = (SELECT coursewright.claimed_person()))', protected);
  END LOOP;
END $$;
CREATE POLICY own_rows ON coursewright.trading_strategies TO {service}
  USING (EXISTS (SELECT FROM coursewright.bot_configurations b WHERE b.id = bot_config_id));

-- Shown to others too, but written by the person alone.
CREATE POLICY rows_to_read ON coursewright.user_archetypes FOR SELECT TO {service} USING (true);
CREATE POLICY rows_to_read ON coursewright.user_achievements FOR SELECT TO {service}
  USING (earned_at IS NOT NULL OR user_id = (SELECT coursewright.claimed_person()));
DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY['user_archetypes', 'user_achievements'] LOOP
    EXECUTE format('CREATE POLICY own_rows_to_add ON coursewright.%I FOR INSERT TO {service} '
                   'WITH CHECK (user_id = (SELECT coursewright.claimed_person()))', protected);
    EXECUTE format('CREATE POLICY own_rows_to_change ON coursewright.%I FOR UPDATE TO {service} '
                   'USING (user_id = (SELECT coursewright.claimed_person()))', protected);
  END LOOP;
END $$;

-- A relationship belongs to its actor; the other side may read it, for a block hides both ways.
CREATE POLICY own_rows ON coursewright.user_relationships TO {service}
  USING (follower_id = (SELECT coursewright.claimed_person()));
CREATE POLICY rows_about_oneself ON coursewright.user_relationships FOR SELECT TO {service}
  USING (following_id = (SELECT coursewright.claimed_person()));

-- An attempt comes in ungraded, for a cohort that one is in; staff sees it and may queue it again.
CREATE POLICY rows_in_sight ON coursewright.code_submissions FOR SELECT TO {service}
  USING (user_id = (SELECT coursewright.claimed_person())
    OR cohort_id = ANY ((SELECT coursewright.staffed_cohorts())::uuid[]));
CREATE POLICY own_ungraded_rows_to_add ON coursewright.code_submissions FOR INSERT TO {service}
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()) AND status = 'submitted'
    AND grading_state = 'queued' AND num_nonnulls(grade, graded_at, graded_by, rubric_scores, test_results,
      instructor_feedback, execution_time_ms) = 0
    AND (cohort_id IS NULL OR EXISTS (
      SELECT FROM coursewright.cohort_members m
      WHERE m.cohort_id = code_submissions.cohort_id AND m.user_id = code_submissions.user_id)));
CREATE POLICY staffed_rows_to_change ON coursewright.code_submissions FOR UPDATE TO {service}
  USING (cohort_id = ANY ((SELECT coursewright.staffed_cohorts())::uuid[]));

-- A review is read by its reviewer and by whoever may read the submission; only the reviewer writes it.
CREATE POLICY rows_in_sight ON coursewright.peer_reviews FOR SELECT TO {service}
  USING (reviewer_id = (SELECT coursewright.claimed_person())
    OR (submitted_at IS NOT NULL
      AND EXISTS (SELECT FROM coursewright.code_submissions s WHERE s.id = submission_id)));
CREATE POLICY own_rows_to_change ON coursewright.peer_reviews FOR UPDATE TO {service}
  USING (reviewer_id = (SELECT coursewright.claimed_person()));

-- A generated course is read by its owner, her teachers, her friends if she wants it, or everybody.
CREATE POLICY rows_in_sight ON coursewright.generated_courses FOR SELECT TO {service}
  USING (visibility = 'public' AND (SELECT coursewright.claimed_person()) IS NOT NULL
    OR user_id = ANY ((SELECT coursewright.people_in_sight())::uuid[])
    OR (visibility = 'friends' AND EXISTS (
      SELECT FROM coursewright.user_relationships r
      WHERE r.follower_id = (SELECT coursewright.claimed_person())
        AND r.following_id = generated_courses.user_id AND r.is_mutual AND NOT r.is_blocked_by)));
CREATE POLICY own_rows_to_change ON coursewright.generated_courses FOR UPDATE TO {service}
  USING (user_id = (SELECT coursewright.claimed_person()));
CREATE POLICY rows_in_sight ON coursewright.generated_modules FOR SELECT TO {service}
  USING (EXISTS (SELECT FROM coursewright.generated_courses c WHERE c.id = course_id));
CREATE POLICY own_rows_to_change ON coursewright.generated_modules FOR UPDATE TO {service}
  USING (EXISTS (SELECT FROM coursewright.generated_courses c
    WHERE c.id = course_id AND c.user_id = (SELECT coursewright.claimed_person())));
CREATE POLICY rows_in_sight ON coursewright.exercises FOR SELECT TO {service}
  USING (EXISTS (SELECT FROM coursewright.generated_modules m WHERE m.id = module_id));
