-- What happened has happened, for its owner too: only a superuser could still change it.
REVOKE UPDATE, DELETE, TRUNCATE ON domain_event FROM CURRENT_USER;
