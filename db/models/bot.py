"""Trading bots of learners: paper trading only."""

import uuid
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, Id, JsonObject, UpdatedAt, UserId, Word, check, one_of
from db.enums import LlmProvider


class BotConfiguration(Base):
    """A learner's bot; the database itself refuses live trading."""

    __tablename__ = "bot_configurations"
    __table_args__ = (
        one_of("llm_provider", LlmProvider),
        check("paper_trading_only", "is_paper_trading"),
        check(
            "max_position_size_percent", "max_position_size_percent > 0 AND max_position_size_percent <= 100"
        ),
        check("stop_loss_percent", "stop_loss_percent > 0 AND stop_loss_percent <= 100"),
        check("config_json", "jsonb_typeof(config_json) = 'object'"),
        UniqueConstraint("user_id", "name"),
        Index("idx_bot_active", "user_id", postgresql_where=text("is_active")),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    name: Mapped[str] = mapped_column(String(100))
    llm_provider: Mapped[LlmProvider] = mapped_column(Word(LlmProvider))
    llm_model: Mapped[str] = mapped_column(String(100))
    is_active: Mapped[bool] = mapped_column(server_default=false())
    is_paper_trading: Mapped[bool] = mapped_column(server_default=true())
    max_position_size_percent: Mapped[Decimal] = mapped_column(Numeric(5, 2), server_default=text("10.00"))
    stop_loss_percent: Mapped[Decimal] = mapped_column(Numeric(5, 2), server_default=text("5.00"))
    config_json: Mapped[JsonObject] = mapped_column(server_default=text("'{}'"))
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class TradingStrategy(Base):
    """A strategy of a bot with the results of its last backtest, tied to the code that produced them."""

    __tablename__ = "trading_strategies"
    __table_args__ = (
        check("backtest_results", "backtest_results IS NULL OR jsonb_typeof(backtest_results) = 'object'"),
        check("backtest_code_sha256", "octet_length(backtest_code_sha256) = 32"),
        UniqueConstraint("bot_config_id", "strategy_name"),
        Index("uq_strategy_one_active", "bot_config_id", unique=True, postgresql_where=text("is_active")),
    )

    id: Mapped[Id]
    bot_config_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bot_configurations.id", ondelete="CASCADE"))
    strategy_name: Mapped[str] = mapped_column(String(100))
    strategy_code: Mapped[str | None]
    backtest_results: Mapped[JsonObject | None]
    backtested_at: Mapped[datetime | None]
    backtest_code_sha256: Mapped[bytes | None]
    is_active: Mapped[bool] = mapped_column(server_default=false())
    created_at: Mapped[CreatedAt]
