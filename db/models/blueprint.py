"""The universal blueprint: templates from which each learner's own course is made."""

import uuid

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id, JsonArray, Word, check, one_of
from db.enums import RigorLevel


class BlueprintModule(Base):
    """One template module; its texts hold placeholders such as `{ENTITY}`."""

    __tablename__ = "blueprint_modules"
    __table_args__ = (
        check("module_number", "module_number BETWEEN 1 AND 7"),
        check("learning_objectives", "jsonb_typeof(learning_objectives) = 'array'"),
        one_of("rigor_level", RigorLevel),
        check("estimated_hours", "estimated_hours >= 0"),
        UniqueConstraint("module_number", "concept_slug"),
        Index("idx_blueprint_modules_slug", "concept_slug"),
        Index("idx_blueprint_catalog", "catalog_module_id"),
    )

    id: Mapped[Id]
    module_number: Mapped[int]
    catalog_module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id", ondelete="SET NULL"))
    title_template: Mapped[str]
    concept_slug: Mapped[str] = mapped_column(String(50))
    description_template: Mapped[str | None]
    learning_objectives: Mapped[JsonArray] = mapped_column(server_default=text("'[]'"))
    rigor_level: Mapped[RigorLevel] = mapped_column(Word(RigorLevel), server_default=RigorLevel.STANDARD)
    estimated_hours: Mapped[int | None]
    created_at: Mapped[CreatedAt]


class BlueprintPrerequisite(Base):
    """One template module that must be completed before another."""

    __tablename__ = "blueprint_prerequisites"
    __table_args__ = (
        check("not_itself", "blueprint_module_id <> prerequisite_id"),
        Index("idx_blueprint_prereq_rev", "prerequisite_id"),
    )

    blueprint_module_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("blueprint_modules.id", ondelete="CASCADE"), primary_key=True
    )
    prerequisite_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("blueprint_modules.id", ondelete="RESTRICT"), primary_key=True
    )
