-- One file while it is read, apart from everything until its end was seen. Lives and dies with the connection.

create temp table if not exists arriving (
  n integer primary key, key text not null unique, upn text not null, person_id text not null, whole text not null,
  birth_date text not null, postcode text not null, sort_name text not null, identity text not null,
  body text not null, number integer, is_new integer not null default 0);
create temp table if not exists arriving_name (n integer not null, part text not null, folded text not null);
create temp table if not exists arriving_former (n integer not null, upn text not null);

-- Arrivals that this file changed (`anew`: in whom they are about), those to be matched anew, and pupils who lost one.
create temp table if not exists touched (number integer primary key, anew integer not null);
create temp table if not exists unsettled (number integer primary key);
create temp table if not exists bereft (pupil_id text primary key);
