-- What every file taken in said. A pupil is one or more arrivals that are about the same child.

create table if not exists meta (name text primary key, value text not null);

create table if not exists file (
  checksum text primary key, kind text not null, school_code text not null, written_at text not null,
  arrivals integer not null);
create index if not exists file_kind on file (kind, school_code, written_at);

-- One pupil in the same words of one kind of file: the newest file's, and when the oldest said it first.
create table if not exists arrival (
  number integer primary key, kind text not null, key text not null, upn text not null, person_id text not null,
  whole text not null, school_code text not null, first_seen text not null, written_at text not null,
  twice integer not null default 0, pupil_id text not null, birth_date text not null, postcode text not null,
  sort_name text not null, identity text not null, body text not null, unique (kind, key));
create index if not exists arrival_upn on arrival (upn) where upn <> '';
create index if not exists arrival_whole on arrival (whole) where whole <> '';
create index if not exists arrival_person on arrival (person_id) where person_id <> '';
create index if not exists arrival_postcode on arrival (postcode) where postcode <> '';
create index if not exists arrival_pupil on arrival (pupil_id);

create table if not exists name (number integer not null, part text not null, folded text not null);
create index if not exists name_folded on name (part, folded, number);
create index if not exists name_number on name (number);

create table if not exists former_upn (number integer not null, upn text not null);
create index if not exists former_upn_upn on former_upn (upn);
create index if not exists former_upn_number on former_upn (number);

-- Everybody who can be found, each with the revision in which they were last changed for the feed.
create table if not exists pupil (
  pupil_id text primary key, base integer not null, revision integer not null unique, sort_name text not null,
  standing text not null);

create table if not exists gone (pupil_id text primary key, revision integer not null);
create index if not exists gone_revision on gone (revision);
