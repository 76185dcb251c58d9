-- Muted without being followed. As a word of its own and not as `muted`, because that one still follows: it would
-- make the two friends where the other follows, and show him what is for friends.

ALTER TABLE coursewright.user_relationships
  DROP CONSTRAINT ck_user_relationships_status,
  ADD CONSTRAINT ck_user_relationships_status
    CHECK (status = ANY (ARRAY['active'::text, 'muted'::text, 'ignored'::text, 'blocked'::text]));
