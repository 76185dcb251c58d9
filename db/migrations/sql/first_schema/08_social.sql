-- Who follows whom, the feed, badges, and the forum.

CREATE TABLE coursewright.user_relationships (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  follower_id uuid NOT NULL,
  following_id uuid NOT NULL,
  status text DEFAULT 'active' NOT NULL,
  is_mutual boolean DEFAULT false NOT NULL,
  is_blocked_by boolean DEFAULT false NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_user_relationships PRIMARY KEY (id),
  CONSTRAINT ck_user_relationships_status CHECK (status IN ('active', 'muted', 'blocked')),
  CONSTRAINT ck_user_relationships_not_oneself CHECK (follower_id <> following_id),
  CONSTRAINT fk_user_relationships_follower_id FOREIGN KEY (follower_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_user_relationships_following_id FOREIGN KEY (following_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_relationships_counts ON coursewright.user_relationships (following_id, status);
CREATE UNIQUE INDEX uq_relationships_pair ON coursewright.user_relationships (follower_id,
  following_id) INCLUDE (status, is_mutual, is_blocked_by);

CREATE TABLE coursewright.activity_feed (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  activity_type text NOT NULL,
  reference_type text,
  reference_id uuid,
  reference_module_id integer,
  metadata jsonb DEFAULT '{}' NOT NULL,
  visibility text DEFAULT 'friends' NOT NULL,
  dedupe_key text NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_activity_feed PRIMARY KEY (id),
  CONSTRAINT ck_activity_feed_activity_type
    CHECK (activity_type IN ('started_course', 'completed_module', 'passed_review', 'passed_exercise',
      'earned_achievement')),
  CONSTRAINT ck_activity_feed_reference_type
    CHECK (reference_type IN ('course', 'module', 'exercise', 'achievement')),
  CONSTRAINT ck_activity_feed_visibility CHECK (visibility IN ('public', 'friends', 'private')),
  CONSTRAINT ck_activity_feed_metadata
    CHECK (jsonb_typeof(metadata) = 'object' AND pg_column_size(metadata) < 2048),
  CONSTRAINT ck_activity_feed_reference
    CHECK ((reference_type IS NULL) = (num_nonnulls(reference_id, reference_module_id) = 0)),
  CONSTRAINT ck_activity_feed_one_reference CHECK (num_nonnulls(reference_id, reference_module_id) <= 1),
  CONSTRAINT ck_activity_feed_module_reference
    CHECK (reference_module_id IS NULL OR (reference_type IS NOT NULL AND reference_type = 'module')),
  CONSTRAINT fk_activity_feed_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_activity_feed_reference_module_id FOREIGN KEY (reference_module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE,
  CONSTRAINT uq_activity_feed_dedupe_key UNIQUE (dedupe_key)
);
CREATE INDEX idx_activity_user_created ON coursewright.activity_feed (user_id, created_at DESC);
CREATE INDEX idx_feed_public ON coursewright.activity_feed (created_at DESC, id DESC)
  WHERE visibility = 'public';
CREATE INDEX idx_feed_pull ON coursewright.activity_feed (user_id, created_at DESC,
  id DESC) INCLUDE (visibility)
  WHERE visibility <> 'private';
CREATE INDEX idx_feed_refmod ON coursewright.activity_feed (reference_module_id)
  WHERE reference_module_id IS NOT NULL;

CREATE TABLE coursewright.achievements (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  slug varchar(60) NOT NULL,
  title varchar(100) NOT NULL,
  description text,
  icon varchar(50),
  icon_url text,
  category text,
  criteria_json jsonb NOT NULL,
  rarity text,
  points integer DEFAULT 0 NOT NULL,
  is_active boolean DEFAULT true NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_achievements PRIMARY KEY (id),
  CONSTRAINT ck_achievements_category
    CHECK (category IN ('completion', 'speed', 'quality', 'social', 'score', 'engagement', 'helper')),
  CONSTRAINT ck_achievements_criteria_json CHECK (jsonb_typeof(criteria_json) = 'object'),
  CONSTRAINT ck_achievements_rarity CHECK (rarity IN ('common', 'rare', 'legendary')),
  CONSTRAINT ck_achievements_points CHECK (points >= 0),
  CONSTRAINT uq_achievements_slug UNIQUE (slug)
);
CREATE INDEX idx_achievements_category ON coursewright.achievements (category) WHERE is_active;

CREATE TABLE coursewright.user_achievements (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  earned_at timestamptz,
  progress jsonb,
  is_featured boolean DEFAULT false NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_user_achievements PRIMARY KEY (id),
  CONSTRAINT ck_user_achievements_progress CHECK (progress IS NULL OR jsonb_typeof(progress) = 'object'),
  CONSTRAINT ck_user_achievements_earned_or_begun CHECK (earned_at IS NOT NULL OR progress IS NOT NULL),
  CONSTRAINT ck_user_achievements_featured_when_earned CHECK (NOT is_featured OR earned_at IS NOT NULL),
  CONSTRAINT uq_user_achievements_user_id_achievement_id UNIQUE (user_id, achievement_id),
  CONSTRAINT fk_user_achievements_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_user_achievements_achievement_id FOREIGN KEY (achievement_id)
    REFERENCES coursewright.achievements (id) ON DELETE RESTRICT
);
CREATE INDEX idx_user_achievements_ach ON coursewright.user_achievements (achievement_id);

CREATE TABLE coursewright.forum_posts (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  module_id integer,
  user_id uuid,
  parent_post_id uuid,
  root_post_id uuid,
  depth smallint DEFAULT 0 NOT NULL,
  title varchar(200),
  content text NOT NULL,
  is_pinned boolean DEFAULT false NOT NULL,
  is_solved boolean DEFAULT false NOT NULL,
  solved_by_post_id uuid,
  upvotes integer DEFAULT 0 NOT NULL,
  downvotes integer DEFAULT 0 NOT NULL,
  reply_count integer DEFAULT 0 NOT NULL,
  last_activity_at timestamptz DEFAULT now() NOT NULL,
  deleted_at timestamptz,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  search tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english'::regconfig, coalesce(title, '')),
    'A') || setweight(to_tsvector('english'::regconfig, content), 'B')) STORED NOT NULL,
  CONSTRAINT pk_forum_posts PRIMARY KEY (id),
  CONSTRAINT ck_forum_posts_depth CHECK (depth BETWEEN 0 AND 20),
  CONSTRAINT ck_forum_posts_content CHECK (length(content) BETWEEN 1 AND 40000),
  CONSTRAINT ck_forum_posts_upvotes CHECK (upvotes >= 0),
  CONSTRAINT ck_forum_posts_downvotes CHECK (downvotes >= 0),
  CONSTRAINT ck_forum_posts_reply_count CHECK (reply_count >= 0),
  CONSTRAINT ck_forum_posts_title_of_thread CHECK ((parent_post_id IS NULL) = (title IS NOT NULL)),
  CONSTRAINT ck_forum_posts_root_of_reply CHECK ((parent_post_id IS NULL) = (root_post_id IS NULL)),
  CONSTRAINT ck_forum_posts_depth_of_reply CHECK ((parent_post_id IS NULL) = (depth = 0)),
  CONSTRAINT ck_forum_posts_marks_of_thread CHECK (parent_post_id IS NULL OR NOT (is_pinned OR is_solved)),
  CONSTRAINT ck_forum_posts_solved CHECK (solved_by_post_id IS NULL OR is_solved),
  CONSTRAINT fk_forum_posts_module_id FOREIGN KEY (module_id)
    REFERENCES coursewright.modules (id) ON DELETE CASCADE,
  CONSTRAINT fk_forum_posts_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE SET NULL,
  CONSTRAINT fk_forum_posts_parent_post_id FOREIGN KEY (parent_post_id)
    REFERENCES coursewright.forum_posts (id) ON DELETE CASCADE,
  CONSTRAINT fk_forum_posts_root_post_id FOREIGN KEY (root_post_id)
    REFERENCES coursewright.forum_posts (id) ON DELETE CASCADE,
  CONSTRAINT fk_forum_posts_solved_by_post_id FOREIGN KEY (solved_by_post_id)
    REFERENCES coursewright.forum_posts (id) ON DELETE SET NULL
);
CREATE INDEX idx_forum_parent ON coursewright.forum_posts (parent_post_id) WHERE parent_post_id IS NOT NULL;
CREATE INDEX idx_forum_replies ON coursewright.forum_posts (root_post_id, created_at, id)
  WHERE root_post_id IS NOT NULL;
CREATE INDEX idx_forum_search ON coursewright.forum_posts USING gin (search);
CREATE INDEX idx_forum_solver ON coursewright.forum_posts (solved_by_post_id)
  WHERE solved_by_post_id IS NOT NULL;
CREATE INDEX idx_forum_threads ON coursewright.forum_posts (module_id, is_pinned DESC, last_activity_at DESC,
  id DESC)
  WHERE parent_post_id IS NULL AND deleted_at IS NULL;
CREATE INDEX idx_forum_title_trgm ON coursewright.forum_posts USING gin (title public.gin_trgm_ops)
  WHERE parent_post_id IS NULL;
CREATE INDEX idx_forum_user ON coursewright.forum_posts (user_id, created_at DESC);

CREATE TABLE coursewright.forum_votes (
  post_id uuid NOT NULL,
  user_id uuid NOT NULL,
  vote_type text NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_forum_votes PRIMARY KEY (post_id, user_id),
  CONSTRAINT ck_forum_votes_vote_type CHECK (vote_type IN ('upvote', 'downvote')),
  CONSTRAINT fk_forum_votes_post_id FOREIGN KEY (post_id)
    REFERENCES coursewright.forum_posts (id) ON DELETE CASCADE,
  CONSTRAINT fk_forum_votes_user_id FOREIGN KEY (user_id) REFERENCES coursewright.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_forum_votes_user ON coursewright.forum_votes (user_id);
