"""What is stored: models, repositories, migrations and the embedded PostgreSQL."""
