"""One business transaction: the only place in the code base that commits, or says for whom it acts."""

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, event, func, select
from sqlalchemy.orm import Session, SessionTransaction

from db.claim import Claim


class UnitOfWork:
    """A transaction as a `with` block: everything since it began is kept by `commit()`, or nothing is.

    Leaving the block without `commit()`, or by an exception, rolls back. One unit of work is used by one
    thread, and can be entered again after it was left. Given a connection in a transaction (as tests do), it
    works in a savepoint of it.

    `claim` says for whom it acts. Each transaction of the block carries it, and none after it does; without
    one, the policies of the private tables show the service nothing.
    """

    def __init__(self, bind: Engine | Connection, claim: Claim | None = None) -> None:
        self._bind = bind
        self._claim = claim
        self._session: Session | None = None

    def __enter__(self) -> Self:
        if self._session is not None:
            msg = "This unit of work is already open; make another one with UnitOfWork(engine)."
            raise RuntimeError(msg)
        self._session = Session(self._bind, expire_on_commit=False, join_transaction_mode="create_savepoint")
        if self._claim is not None:
            event.listen(self._session, "after_begin", self._carry_claim)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        session, self._session = self.session, None
        session.close()

    @property
    def session(self) -> Session:
        """The session that repositories work in; only valid inside the block."""
        if self._session is None:
            msg = "This unit of work is not open; use it as `with UnitOfWork(engine) as uow:`."
            raise RuntimeError(msg)
        return self._session

    def commit(self) -> None:
        """Keep everything done since the block was entered or since the last commit."""
        self.session.commit()

    def rollback(self) -> None:
        """Undo everything done since the block was entered or since the last commit."""
        self.session.rollback()

    def _carry_claim(self, _session: Session, _begun: SessionTransaction, connection: Connection) -> None:
        assert self._claim is not None  # noqa: S101
        settings = self._claim.settings().items()
        connection.execute(select(*(func.set_config(name, value, True) for name, value in settings)))
