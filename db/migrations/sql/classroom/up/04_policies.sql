DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY['review_cards', 'assignment_extensions', 'forum_anchors', 'forum_reports',
                                   'llm_calls', 'users', 'activity_feed', 'forum_posts']
  LOOP
    EXECUTE format('ALTER TABLE coursewright.%I ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY everybodys_rows ON coursewright.%I TO {worker}, {operator} '
                   'USING (true) WITH CHECK (true)', protected);
    EXECUTE format('CREATE POLICY everybodys_rows_to_read ON coursewright.%I FOR SELECT TO {analyst} '
                   'USING (true)', protected);
  END LOOP;
END $$;

CREATE POLICY own_rows ON coursewright.review_cards TO {service}
  USING (user_id = (SELECT coursewright.claimed_person()));
CREATE POLICY own_rows_to_add ON coursewright.llm_calls FOR INSERT TO {service}
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()));

-- More time is given by staff, and seen by who got it.
CREATE POLICY staffed_rows ON coursewright.assignment_extensions TO {service}
  USING (cohort_id = ANY ((SELECT coursewright.staffed_cohorts())::uuid[]));
CREATE POLICY own_rows_to_read ON coursewright.assignment_extensions FOR SELECT TO {service}
  USING (user_id = (SELECT coursewright.claimed_person()));

-- Names are known to everybody; a profile is changed by its person, and a login is noted by the login page.
CREATE POLICY rows_to_read ON coursewright.users FOR SELECT TO {service} USING (true);
CREATE POLICY own_rows_to_change ON coursewright.users FOR UPDATE TO {service}
  USING (id = (SELECT coursewright.claimed_person()));
CREATE POLICY everybodys_rows_at_login ON coursewright.users TO {login} USING (true);

-- The feed is read through functions that take the viewer; beside them the service has a person's own items.
CREATE POLICY own_rows ON coursewright.activity_feed TO {service}
  USING (user_id = (SELECT coursewright.claimed_person()));

-- Posts are for everybody to read; their author writes them, and staff pins, closes and removes.
CREATE POLICY rows_to_read ON coursewright.forum_posts FOR SELECT TO {service} USING (true);
CREATE POLICY own_rows_to_add ON coursewright.forum_posts FOR INSERT TO {service}
  WITH CHECK (user_id = (SELECT coursewright.claimed_person()));
CREATE POLICY own_or_staffs_rows_to_change ON coursewright.forum_posts FOR UPDATE TO {service}
  USING (user_id = (SELECT coursewright.claimed_person())
    OR cardinality((SELECT coursewright.staffed_cohorts())) > 0);
CREATE POLICY rows_to_read ON coursewright.forum_anchors FOR SELECT TO {service} USING (true);
CREATE POLICY own_rows_to_add ON coursewright.forum_anchors FOR INSERT TO {service}
  WITH CHECK (EXISTS (SELECT FROM coursewright.forum_posts p
    WHERE p.id = post_id AND p.user_id = (SELECT coursewright.claimed_person())));
CREATE POLICY own_rows_to_add ON coursewright.forum_reports FOR INSERT TO {service}
  WITH CHECK (reporter_id = (SELECT coursewright.claimed_person()) AND resolved_at IS NULL);
CREATE POLICY rows_in_sight ON coursewright.forum_reports FOR SELECT TO {service}
  USING (reporter_id = (SELECT coursewright.claimed_person())
    OR cardinality((SELECT coursewright.staffed_cohorts())) > 0);
CREATE POLICY staffs_rows_to_change ON coursewright.forum_reports FOR UPDATE TO {service}
  USING (cardinality((SELECT coursewright.staffed_cohorts())) > 0);
