"""What triggers refuse, count and mirror."""

import uuid
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from psycopg.errors import CheckViolation
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.enums import RelationshipStatus, ResourceState, Visibility, VoteType
from db.models import (
    ForumPost,
    ForumVote,
    LearningResource,
    LearningResourceVote,
    PeerReview,
    Recommendation,
    User,
    UserRelationship,
)
from tests.factories.catalogue import make_module, make_task
from tests.factories.course import make_course
from tests.factories.forum import make_reply, make_thread
from tests.factories.submission import make_submission
from tests.factories.user import make_follow, make_friends, make_user

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def _refuses(session: Session, row: PeerReview | Recommendation) -> bool:
    savepoint = session.begin_nested()
    session.add(row)
    with pytest.raises(IntegrityError) as caught:
        session.flush()
    savepoint.rollback()
    return isinstance(caught.value.orig, CheckViolation)


def test_nobody_reviews_her_own_work(session: Session) -> None:
    ada, bob = make_user(session), make_user(session)
    work = make_submission(session, ada, make_task(session, make_module(session)))
    assert _refuses(session, PeerReview(submission_id=work.id, reviewer_id=ada.id))
    session.add(PeerReview(submission_id=work.id, reviewer_id=bob.id))
    session.flush()


@pytest.mark.parametrize("visibility", [Visibility.FRIENDS, Visibility.PRIVATE])
def test_a_course_that_is_not_public_is_not_recommended(session: Session, visibility: Visibility) -> None:
    ada, bob = make_user(session), make_user(session)
    course = make_course(session, bob, visibility=visibility)
    assert _refuses(session, _recommend(ada, course.id))


def test_ones_own_course_is_not_recommended(session: Session) -> None:
    ada = make_user(session)
    course = make_course(session, ada, visibility=Visibility.PUBLIC)
    assert _refuses(session, _recommend(ada, course.id))
    session.add(_recommend(make_user(session), course.id))
    session.flush()


def _recommend(user: User, course_id: uuid.UUID) -> Recommendation:
    return Recommendation(
        user_id=user.id, recommended_course_id=course_id, score=Decimal("0.9"), batch_id=uuid.uuid4()
    )


def _votes(session: Session, post: ForumPost) -> tuple[int, int]:
    session.refresh(post)
    return post.upvotes, post.downvotes


def test_votes_are_counted_when_given_turned_and_taken_back(session: Session) -> None:
    post, noise = make_thread(session, make_user(session)), make_thread(session, make_user(session))
    voter, other = make_user(session), make_user(session)
    session.add_all(
        ForumVote(post_id=post.id, user_id=user.id, vote_type=VoteType.UPVOTE) for user in (voter, other)
    )
    session.flush()
    assert _votes(session, post) == (2, 0)
    session.execute(update(ForumVote).where(ForumVote.user_id == voter.id).values(vote_type="downvote"))
    assert _votes(session, post) == (1, 1)
    session.execute(delete(User).where(User.id == voter.id))
    assert (_votes(session, post), _votes(session, noise)) == ((1, 0), (0, 0))


def test_replies_are_counted_on_their_thread(session: Session) -> None:
    author = make_user(session)
    thread, noise = make_thread(session, author), make_thread(session, author)
    reply = make_reply(session, author, thread)
    make_reply(session, author, reply)
    session.refresh(thread)
    assert thread.reply_count == 2
    session.execute(delete(ForumPost).where(ForumPost.id == reply.id))
    session.refresh(thread)
    session.refresh(noise)
    assert (thread.reply_count, noise.reply_count) == (0, 0)


def test_a_thread_stays_when_its_author_leaves(session: Session) -> None:
    author = make_user(session)
    thread = make_thread(session, author)
    session.execute(delete(User).where(User.id == author.id))
    session.refresh(thread)
    assert thread.user_id is None


def test_votes_for_a_resource_are_counted(session: Session) -> None:
    resource = LearningResource(title="Book", url="https://example.org", state=ResourceState.APPROVED)
    session.add(resource)
    session.flush()
    vote = LearningResourceVote(resource_id=resource.id, user_id=make_user(session).id)
    for change, count in ((session.add, 1), (session.delete, 0)):
        change(vote)
        session.flush()
        session.refresh(resource)
        assert resource.upvotes == count


@pytest.mark.parametrize(
    ("mine", "theirs", "is_mutual", "is_blocked_by"),
    [
        (RelationshipStatus.ACTIVE, None, False, False),
        (RelationshipStatus.ACTIVE, RelationshipStatus.ACTIVE, True, False),
        (RelationshipStatus.ACTIVE, RelationshipStatus.MUTED, True, False),
        (RelationshipStatus.MUTED, RelationshipStatus.MUTED, True, False),
        (RelationshipStatus.ACTIVE, RelationshipStatus.BLOCKED, False, True),
        (RelationshipStatus.ACTIVE, RelationshipStatus.IGNORED, False, False),
        (RelationshipStatus.IGNORED, RelationshipStatus.ACTIVE, False, False),
        (RelationshipStatus.BLOCKED, RelationshipStatus.ACTIVE, False, False),
        (RelationshipStatus.BLOCKED, RelationshipStatus.BLOCKED, False, True),
    ],
)
def test_a_relationship_knows_what_the_other_side_feels(
    session: Session,
    mine: RelationshipStatus,
    theirs: RelationshipStatus | None,
    *,
    is_mutual: bool,
    is_blocked_by: bool,
) -> None:
    ada, bob, cleo = make_user(session), make_user(session), make_user(session)
    make_friends(session, bob, cleo)
    row = make_follow(session, ada, bob, mine)
    if theirs is not None:
        make_follow(session, bob, ada, theirs)
    session.refresh(row)
    assert (row.is_mutual, row.is_blocked_by) == (is_mutual, is_blocked_by)


def test_unfollowing_and_blocking_reach_the_other_row(session: Session) -> None:
    ada, bob = make_user(session), make_user(session)
    mine, theirs = make_follow(session, ada, bob), make_follow(session, bob, ada)
    theirs.status = RelationshipStatus.BLOCKED
    session.flush()
    session.refresh(mine)
    assert (mine.is_mutual, mine.is_blocked_by) == (False, True)
    session.execute(delete(UserRelationship).where(UserRelationship.id == theirs.id))
    session.refresh(mine)
    assert (mine.is_mutual, mine.is_blocked_by) == (False, False)


def test_who_hides_does_so_on_every_edge_to_her(session: Session) -> None:
    ada, bob, cleo = make_user(session), make_user(session), make_user(session)
    before, noise = make_follow(session, bob, ada), make_follow(session, ada, bob)
    session.execute(update(User).where(User.id == ada.id).values(is_hidden=True))
    after = make_follow(session, cleo, ada)
    for row in (before, after, noise):
        session.refresh(row)
    assert (before.is_hidden, after.is_hidden, noise.is_hidden) == (True, True, False)
    session.execute(update(User).where(User.id == ada.id).values(is_hidden=False))
    session.refresh(before)
    assert not before.is_hidden


def test_a_change_moves_updated_at_but_a_vote_does_not(session: Session) -> None:
    ada = User(username="ada", email="ada@example.org", updated_at=LONG_AGO)
    post = ForumPost(title="Thread", content="How?", updated_at=LONG_AGO)
    session.add_all([ada, post])
    session.flush()
    session.execute(update(User).values(bio="Hello"))
    session.add(ForumVote(post_id=post.id, user_id=ada.id, vote_type=VoteType.UPVOTE))
    session.flush()
    session.refresh(ada)
    session.refresh(post)
    assert ada.updated_at > LONG_AGO
    assert (post.upvotes, post.updated_at) == (1, LONG_AGO)
    post.content = "Changed."
    session.flush()
    assert post.updated_at > LONG_AGO
