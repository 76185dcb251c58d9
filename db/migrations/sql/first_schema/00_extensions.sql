-- Usually the provisioner has made them; the owner of a database may make these two trusted ones too.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['citext', 'pg_trgm'] LOOP
    IF NOT EXISTS (SELECT FROM pg_extension e WHERE e.extname = wanted) THEN
      EXECUTE format('CREATE EXTENSION %I SCHEMA public', wanted);
    END IF;
  END LOOP;
END $$;
