"""What the database itself refuses, whoever asks it: SQL that migrations run, for SQLite and PostgreSQL."""
