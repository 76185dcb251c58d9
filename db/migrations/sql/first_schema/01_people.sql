-- People and what they answered when they came aboard.

CREATE TABLE coursewright.users (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  email public.citext NOT NULL,
  username public.citext NOT NULL,
  password_hash varchar(255),
  full_name varchar(100),
  avatar_url text,
  bio text,
  role text DEFAULT 'student' NOT NULL,
  is_active boolean DEFAULT true NOT NULL,
  default_visibility text DEFAULT 'friends' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  last_login timestamptz,
  last_active_at timestamptz,
  CONSTRAINT pk_users PRIMARY KEY (id),
  CONSTRAINT ck_users_email CHECK (length(email) <= 255 AND position('@' in email) > 1),
  CONSTRAINT ck_users_username CHECK (username::text ~ '^[a-z0-9][a-z0-9._@+-]{0,49}$'),
  CONSTRAINT ck_users_username_not_of_course_server CHECK (username::text NOT LIKE 'course-%'),
  CONSTRAINT ck_users_avatar_url CHECK (avatar_url ~ '^https?://'),
  CONSTRAINT ck_users_bio CHECK (length(bio) <= 4000),
  CONSTRAINT ck_users_role CHECK (role IN ('student', 'teacher', 'admin')),
  CONSTRAINT ck_users_default_visibility CHECK (default_visibility IN ('public', 'friends', 'private')),
  CONSTRAINT uq_users_email UNIQUE (email),
  CONSTRAINT uq_users_username UNIQUE (username)
);
CREATE INDEX idx_users_role ON coursewright.users (role) WHERE role <> 'student';

CREATE TABLE coursewright.user_archetypes (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  meta_category varchar(50) NOT NULL,
  archetype varchar(50) NOT NULL,
  domain varchar(100) NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_user_archetypes PRIMARY KEY (id),
  CONSTRAINT uq_user_archetypes_id_user_id UNIQUE (id, user_id),
  CONSTRAINT uq_user_archetypes_user_id UNIQUE (user_id),
  CONSTRAINT fk_user_archetypes_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_user_archetypes_category ON coursewright.user_archetypes (meta_category);

CREATE TABLE coursewright.user_variables (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id uuid NOT NULL,
  variable_key text NOT NULL,
  variable_value text NOT NULL,
  archetype_id uuid,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_user_variables PRIMARY KEY (id),
  CONSTRAINT ck_user_variables_variable_key CHECK (variable_key ~ '^[a-z][a-z0-9_]*$'),
  CONSTRAINT ck_user_variables_variable_value CHECK (length(variable_value) BETWEEN 1 AND 500),
  CONSTRAINT uq_user_variables_user_id_variable_key UNIQUE (user_id, variable_key),
  CONSTRAINT fk_user_variables_archetype_id_user_id FOREIGN KEY (archetype_id, user_id)
    REFERENCES coursewright.user_archetypes (id, user_id) ON DELETE CASCADE,
  CONSTRAINT fk_user_variables_user_id FOREIGN KEY (user_id)
    REFERENCES coursewright.users (id) ON DELETE CASCADE
);
CREATE INDEX idx_user_variables_archetype ON coursewright.user_variables (archetype_id);
