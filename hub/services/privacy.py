"""What a person lets others see of herself."""

from db.repositories.activity import ActivityRepository
from db.repositories.event import EventRepository
from db.repositories.user import Privacy, UserRepository
from hub.services.person import Begin
from hub.services.viewer import Viewer


def read_privacy(begin: Begin, viewer: Viewer) -> Privacy:
    """Return who may see what the person does."""
    with begin() as uow:
        return UserRepository(uow.session).privacy(viewer.id)


def set_privacy(begin: Begin, viewer: Viewer, wanted: Privacy) -> Privacy:
    """Store who may see what the person does, at once.

    What she did before is shown to no more people than what she does from now on, and to no more than it was:
    nothing comes out again that was shown to few. Hiding is taken back without a trace.
    """
    with begin() as uow:
        users = UserRepository(uow.session)
        if users.privacy(viewer.id) != wanted:
            users.set_privacy(viewer.id, wanted)
            ActivityRepository(uow.session).narrow(viewer.id, wanted.default_visibility)
            EventRepository(uow.session).person_changed(viewer.username)
            uow.commit()
    return wanted
