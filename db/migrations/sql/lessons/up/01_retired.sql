-- A lesson that left the curriculum is retired as an assessment is; what is retired needs no place in the order.

ALTER TABLE coursewright.lessons ADD COLUMN retired_at timestamptz;
UPDATE coursewright.lessons SET retired_at = updated_at WHERE order_index >= 10000;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE coursewright.lessons
  DROP CONSTRAINT uq_lessons_module_id_order_index,
  ADD CONSTRAINT ex_lessons_place EXCLUDE USING btree (module_id WITH =, order_index WITH =)
    WHERE (retired_at IS NULL) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE coursewright.assessments
  DROP CONSTRAINT uq_assessments_module_id_order_index,
  ADD CONSTRAINT ex_assessments_place EXCLUDE USING btree (module_id WITH =, order_index WITH =)
    WHERE (retired_at IS NULL) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX idx_lessons_module ON coursewright.lessons (module_id, order_index);
CREATE INDEX idx_assessments_module ON coursewright.assessments (module_id, order_index);
