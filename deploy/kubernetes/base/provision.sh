#!/bin/sh
# Gives one service its role and its schema in the suite's database. It can be repeated: what is there stays, the
# password becomes what the file says. Used by the Job of every service and by deploy/compose.
#
#   ROLE           the role, which is the schema's name too
#   PASSWORD_FILE  its password
#   ADMINISTRATOR  a folder with `user` and `password` of who may create databases, roles and schemas
#   ADDRESS        host:port
#   DATABASE       made if it is not there
set -eu

PGHOST=${ADDRESS%:*}
PGPORT=${ADDRESS##*:}
PGUSER=$(cat "$ADMINISTRATOR/user")
PGPASSWORD=$(cat "$ADMINISTRATOR/password")
PGCONNECT_TIMEOUT=5
export PGHOST PGPORT PGUSER PGPASSWORD PGCONNECT_TIMEOUT

# The password comes by the environment and not by the command line, which everybody on the machine can read.
ROLE_PASSWORD=$(cat "$PASSWORD_FILE")
export ROLE_PASSWORD

# One service at a time, here and below: all of them change the same catalogues.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname postgres --set database="$DATABASE" <<'SQL'
\o /dev/null
SELECT pg_advisory_lock(hashtext('jagcall provisioning'));
\o
SELECT format('CREATE DATABASE %I', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
SQL

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname "$DATABASE" \
  --set database="$DATABASE" --set role="$ROLE" <<'SQL'
\getenv password ROLE_PASSWORD
\o /dev/null
SELECT pg_advisory_lock(hashtext('jagcall provisioning'));
SELECT rolsuper AS is_superuser FROM pg_roles WHERE rolname = current_user \gset
BEGIN;
\if :is_superuser
  -- The password stays out of the server's log, also when a statement fails or is slow.
  SET LOCAL log_statement = 'none';
  SET LOCAL log_min_error_statement = 'panic';
  SET LOCAL log_min_duration_statement = -1;
\endif
SELECT format('CREATE ROLE %I', :'role')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
ALTER ROLE :"role" LOGIN PASSWORD :'password';
COMMIT;
\if :is_superuser
\else
  -- Who is no superuser may give a schema only to a role that it may become.
  GRANT :"role" TO CURRENT_USER;
\endif
CREATE SCHEMA IF NOT EXISTS :"role" AUTHORIZATION :"role";
ALTER ROLE :"role" IN DATABASE :"database" SET search_path = :"role";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"role";
SQL
echo "role and schema $ROLE are ready in $DATABASE"
