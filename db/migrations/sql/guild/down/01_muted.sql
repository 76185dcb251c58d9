REVOKE UPDATE (visibility) ON coursewright.activity_feed FROM {service};
DELETE FROM coursewright.user_relationships WHERE status = 'ignored';
ALTER TABLE coursewright.user_relationships
  DROP CONSTRAINT ck_user_relationships_status,
  ADD CONSTRAINT ck_user_relationships_status
    CHECK (status = ANY (ARRAY['active'::text, 'muted'::text, 'blocked'::text]));
