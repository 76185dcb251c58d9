-- Paper-trading bots, recommendations and trends.

CREATE TABLE coursewright.bot_configurations (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  name varchar(100) NOT NULL,
  llm_provider text NOT NULL,
  llm_model varchar(100) NOT NULL,
  is_active boolean DEFAULT false NOT NULL,
  is_paper_trading boolean DEFAULT true NOT NULL,
  max_position_size_percent numeric(5, 2) DEFAULT 10.00 NOT NULL,
  stop_loss_percent numeric(5, 2) DEFAULT 5.00 NOT NULL,
  config_json jsonb DEFAULT '{}' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_bot_configurations PRIMARY KEY (id),
  CONSTRAINT ck_bot_configurations_llm_provider CHECK (llm_provider IN ('openai', 'anthropic', 'ollama')),
  CONSTRAINT ck_bot_configurations_paper_trading_only CHECK (is_paper_trading),
  CONSTRAINT ck_bot_configurations_max_position_size_percent
    CHECK (max_position_size_percent > 0 AND max_position_size_percent <= 100),
  CONSTRAINT ck_bot_configurations_stop_loss_percent
    CHECK (stop_loss_percent > 0 AND stop_loss_percent <= 100),
  CONSTRAINT ck_bot_configurations_config_json CHECK (jsonb_typeof(config_json) = 'object'),
  CONSTRAINT uq_bot_configurations_user_id_name UNIQUE (user_id, name),
  CONSTRAINT fk_bot_configurations_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_bot_active ON coursewright.bot_configurations (user_id) WHERE is_active;

CREATE TABLE coursewright.trading_strategies (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  bot_config_id uuid NOT NULL,
  strategy_name varchar(100) NOT NULL,
  strategy_code text,
  backtest_results jsonb,
  backtested_at timestamptz,
  backtest_code_sha256 bytea,
  is_active boolean DEFAULT false NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_trading_strategies PRIMARY KEY (id),
  CONSTRAINT ck_trading_strategies_backtest_results
    CHECK (backtest_results IS NULL OR jsonb_typeof(backtest_results) = 'object'),
  CONSTRAINT ck_trading_strategies_backtest_code_sha256 CHECK (octet_length(backtest_code_sha256) = 32),
  CONSTRAINT uq_trading_strategies_bot_config_id_strategy_name UNIQUE (bot_config_id, strategy_name),
  CONSTRAINT fk_trading_strategies_bot_config_id FOREIGN KEY (bot_config_id)
    REFERENCES coursewright.bot_configurations (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX uq_strategy_one_active ON coursewright.trading_strategies (bot_config_id) WHERE is_active;

CREATE TABLE coursewright.recommendations (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  recommended_course_id uuid NOT NULL,
  score numeric(3, 2) NOT NULL,
  reason_code text,
  display_text text,
  metadata jsonb DEFAULT '{}' NOT NULL,
  batch_id uuid NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  expires_at timestamptz,
  is_dismissed boolean DEFAULT false NOT NULL,
  CONSTRAINT pk_recommendations PRIMARY KEY (id),
  CONSTRAINT ck_recommendations_score CHECK (score BETWEEN 0 AND 1),
  CONSTRAINT ck_recommendations_reason_code
    CHECK (reason_code IN ('similar_users', 'next_step', 'trending', 'friend_activity')),
  CONSTRAINT ck_recommendations_metadata CHECK (jsonb_typeof(metadata) = 'object'),
  CONSTRAINT ck_recommendations_expires_at CHECK (expires_at > created_at),
  CONSTRAINT uq_recommendations_user_id_recommended_course_id UNIQUE (user_id, recommended_course_id),
  CONSTRAINT fk_recommendations_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_recommendations_recommended_course_id FOREIGN KEY (recommended_course_id)
    REFERENCES coursewright.generated_courses (id) ON DELETE CASCADE
);
CREATE INDEX idx_recs_course ON coursewright.recommendations (recommended_course_id);
CREATE INDEX idx_recs_user_score ON coursewright.recommendations (user_id, score DESC) WHERE NOT is_dismissed;

CREATE TABLE coursewright.trending_courses (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  course_id uuid NOT NULL,
  velocity_score numeric(10, 2) NOT NULL,
  rank_position integer NOT NULL,
  time_window text NOT NULL,
  calculated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_trending_courses PRIMARY KEY (id),
  CONSTRAINT ck_trending_courses_velocity_score CHECK (velocity_score >= 0),
  CONSTRAINT ck_trending_courses_rank_position CHECK (rank_position > 0),
  CONSTRAINT ck_trending_courses_time_window CHECK (time_window IN ('hour', 'day', 'week')),
  CONSTRAINT uq_trending_courses_course_id_time_window UNIQUE (course_id, time_window),
  CONSTRAINT uq_trending_courses_time_window_rank_position UNIQUE (time_window,
    rank_position) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_trending_courses_course_id FOREIGN KEY (course_id)
    REFERENCES coursewright.generated_courses (id) ON DELETE CASCADE
);

CREATE TABLE coursewright.user_course_interactions (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  course_id uuid NOT NULL,
  interaction_type text NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_user_course_interactions PRIMARY KEY (id),
  CONSTRAINT ck_user_course_interactions_interaction_type
    CHECK (interaction_type IN ('viewed', 'started', 'completed', 'saved')),
  CONSTRAINT fk_user_course_interactions_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE,
  CONSTRAINT fk_user_course_interactions_course_id FOREIGN KEY (course_id)
    REFERENCES coursewright.generated_courses (id) ON DELETE CASCADE
);
CREATE INDEX idx_interactions_course ON coursewright.user_course_interactions (course_id);
CREATE INDEX idx_interactions_starts ON coursewright.user_course_interactions (created_at) INCLUDE (course_id)
  WHERE interaction_type = 'started';
CREATE INDEX idx_interactions_user ON coursewright.user_course_interactions (user_id, created_at DESC);
CREATE UNIQUE INDEX uq_interactions_once ON coursewright.user_course_interactions (user_id, course_id,
  interaction_type)
  WHERE interaction_type <> 'viewed';
