#!/bin/sh
# The hub's database and its two roles: the owner migrates, the hub works without DDL.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v owner="$(cat /run/secrets/postgres-hub_owner)" -v app="$(cat /run/secrets/postgres-hub_app)" <<'SQL'
create role hub_owner login password :'owner';
create role hub_app login password :'app';
alter role hub_app set idle_in_transaction_session_timeout = '30s';
create database hub owner hub_owner;
revoke all on database hub from public;
grant connect on database hub to hub_app;
SQL
