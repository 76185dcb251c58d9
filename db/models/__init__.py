"""All models; importing this package fills the metadata."""

from db.models.achievement import Achievement, UserAchievement
from db.models.activity import Activity
from db.models.audit import AuditEntry
from db.models.blueprint import BlueprintModule, BlueprintPrerequisite
from db.models.bot import BotConfiguration, TradingStrategy
from db.models.catalogue import Assessment, Lesson, Module, ModulePrerequisite
from db.models.cohort import AssignmentSchedule, Cohort, CohortMember
from db.models.course import CourseTag, Exercise, GeneratedCourse, GeneratedModule
from db.models.course_request import CourseRequest
from db.models.extension import AssignmentExtension
from db.models.forum import ForumPost, ForumVote
from db.models.forum_anchor import ForumAnchor
from db.models.forum_edit import ForumEdit
from db.models.forum_report import ForumReport
from db.models.gradebook import GradebookMark, GradeEvent, NbgraderBinding
from db.models.hint import HintReveal
from db.models.llm_call import LlmCall
from db.models.notebook import Notebook, NotebookRelease
from db.models.outbox import OutboxMessage
from db.models.progress import LessonProgress, ModuleCompletion, UserProgress
from db.models.quiz import QuizAttempt, QuizSession
from db.models.recommendation import CourseInteraction, Recommendation, TrendingCourse
from db.models.regrade import RegradeRequest
from db.models.relationship import UserRelationship
from db.models.resource import LearningResource, LearningResourceVote
from db.models.review import ArchitectureReview, PeerReview
from db.models.review_card import ReviewAnswer, ReviewCard
from db.models.rubric import RubricItem
from db.models.study_time import StudyTime
from db.models.submission import CodeSubmission
from db.models.user import User, UserArchetype, UserVariable

__all__ = [
    "Achievement",
    "Activity",
    "ArchitectureReview",
    "Assessment",
    "AssignmentExtension",
    "AssignmentSchedule",
    "AuditEntry",
    "BlueprintModule",
    "BlueprintPrerequisite",
    "BotConfiguration",
    "CodeSubmission",
    "Cohort",
    "CohortMember",
    "CourseInteraction",
    "CourseRequest",
    "CourseTag",
    "Exercise",
    "ForumAnchor",
    "ForumEdit",
    "ForumPost",
    "ForumReport",
    "ForumVote",
    "GeneratedCourse",
    "GeneratedModule",
    "GradeEvent",
    "GradebookMark",
    "HintReveal",
    "LearningResource",
    "LearningResourceVote",
    "Lesson",
    "LessonProgress",
    "LlmCall",
    "Module",
    "ModuleCompletion",
    "ModulePrerequisite",
    "NbgraderBinding",
    "Notebook",
    "NotebookRelease",
    "OutboxMessage",
    "PeerReview",
    "QuizAttempt",
    "QuizSession",
    "Recommendation",
    "RegradeRequest",
    "ReviewAnswer",
    "ReviewCard",
    "RubricItem",
    "StudyTime",
    "TradingStrategy",
    "TrendingCourse",
    "User",
    "UserAchievement",
    "UserArchetype",
    "UserProgress",
    "UserRelationship",
    "UserVariable",
]
