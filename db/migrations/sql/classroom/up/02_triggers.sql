-- Every notebook that was ever given out under a key stays known, and the audit log is only added to.

CREATE FUNCTION coursewright.note_release() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO coursewright.notebook_releases (item_key, sha256) VALUES (NEW.slug, NEW.notebook_sha256)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER trg_note_release AFTER INSERT OR UPDATE OF slug, notebook_sha256 ON coursewright.lessons
  FOR EACH ROW WHEN (NEW.notebook_sha256 IS NOT NULL) EXECUTE FUNCTION coursewright.note_release();
CREATE TRIGGER trg_note_release AFTER INSERT OR UPDATE OF slug, notebook_sha256 ON coursewright.assessments
  FOR EACH ROW WHEN (NEW.notebook_sha256 IS NOT NULL AND NEW.slug IS NOT NULL)
  EXECUTE FUNCTION coursewright.note_release();
INSERT INTO coursewright.notebook_releases (item_key, sha256, released_at)
  SELECT slug, notebook_sha256, updated_at FROM coursewright.lessons WHERE notebook_sha256 IS NOT NULL
  UNION ALL
  SELECT slug, notebook_sha256, updated_at FROM coursewright.assessments
  WHERE notebook_sha256 IS NOT NULL AND slug IS NOT NULL;

CREATE FUNCTION coursewright.refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
    AND (NEW.id, NEW.happened_at, NEW.actor, NEW.action, NEW.details)
      = (OLD.id, OLD.happened_at, OLD.actor, OLD.action, OLD.details)
    AND NEW.subject IS NOT DISTINCT FROM OLD.subject THEN
    RETURN NEW;  -- the person behind it is gone
  END IF;
  RAISE EXCEPTION 'the audit log is only added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER trg_refuse_rewriting BEFORE UPDATE OR DELETE ON coursewright.audit_log
  FOR EACH ROW EXECUTE FUNCTION coursewright.refuse_rewriting();

REVOKE ALL ON FUNCTION coursewright.note_release(), coursewright.refuse_rewriting() FROM PUBLIC;
