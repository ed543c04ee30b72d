-- From the staged file into the index, one statement after another. Each ends its line with a semicolon.

-- What a snapshot no longer says is dropped, and whoever had to do with it is matched anew.
insert or ignore into bereft
  select pupil_id from arrival where :is_snapshot and kind = :kind and key not in (select key from arriving);

insert or ignore into unsettled
  select b.number from arrival a join arrival b on b.upn = a.upn and b.upn <> ''
  where :is_snapshot and a.kind = :kind and a.key not in (select key from arriving);

insert or ignore into unsettled
  select b.number from arrival a join arrival b on b.whole = a.whole and b.whole <> ''
  where :is_snapshot and a.kind = :kind and a.key not in (select key from arriving);

delete from name where number in
  (select number from arrival where :is_snapshot and kind = :kind and key not in (select key from arriving));

delete from arrival where :is_snapshot and kind = :kind and key not in (select key from arriving);

insert or ignore into unsettled select number from arrival where pupil_id in (select pupil_id from bereft);

delete from unsettled where not exists (select 1 from arrival a where a.number = unsettled.number);

-- Each staged arrival gets the number of the one it replaces, or one of its own.
update arriving set number = (select number from arrival a where a.kind = :kind and a.key = arriving.key);

update arriving set number = n + (select coalesce(max(number), 0) from arrival), is_new = 1 where number is null;

insert into touched
  select number, :written_at >= a.written_at and a.identity <> s.identity from arriving s join arrival a using (number)
  where (:written_at, s.body) > (a.written_at, a.body) or :written_at < a.first_seen;

delete from name where number in (select number from touched where anew);

delete from former_upn where number in (select number from touched where anew);

update arrival set first_seen = :written_at
  where first_seen > :written_at and number in (select number from arriving where not is_new);

update arrival set
    school_code = :school_code, written_at = :written_at, person_id = s.person_id, birth_date = s.birth_date,
    postcode = s.postcode, sort_name = s.sort_name, identity = s.identity, body = s.body
  from arriving s
  where arrival.number = s.number and (:written_at, s.body) > (arrival.written_at, arrival.body);

insert into touched select number, 1 from arriving where is_new;

insert into arrival
  (number, kind, key, upn, person_id, whole, school_code, first_seen, written_at, pupil_id, birth_date, postcode,
   sort_name, identity, body)
  select number, :kind, key, upn, person_id, whole, :school_code, :written_at, :written_at, lower(hex(randomblob(8))),
    birth_date, postcode, sort_name, identity, body
  from arriving where is_new;

insert into name
  select number, part, folded from arriving_name join arriving using (n) join touched using (number) where anew;

insert into former_upn
  select number, f.upn from arriving_former f join arriving using (n) join touched using (number) where anew;

-- A file that names two pupils with one UPN means two pupils.
insert or ignore into touched
  select number, 0 from arriving where not :is_snapshot
    and upn in (select upn from arriving where upn <> '' group by upn having count(*) > 1);

update arrival set twice = 1
  where not :is_snapshot and twice = 0 and number in (select number from arriving
    where upn in (select upn from arriving where upn <> '' group by upn having count(*) > 1));

-- Whoever shares something with another arrival is matched anew; the rest, nearly everybody, stand alone. A cross join
-- keeps its order: only what this file touched is looked at, however large the index is.
insert or ignore into unsettled
  select number from touched cross join arrival a using (number)
  where a.kind <> 'ctf'
    or exists (select 1 from arrival b where b.upn = a.upn and b.upn <> '' and b.number <> a.number)
    or exists (select 1 from arrival b where b.whole = a.whole and b.whole <> '' and b.number <> a.number)
    or exists (select 1 from former_upn f where f.upn = a.upn)
    or exists (select 1 from former_upn f join arrival b on b.upn = f.upn and b.upn <> '' where f.number = a.number);

insert into pupil
  select pupil_id, number, row_number() over (order by number) + (select value from meta where name = 'revision'),
    sort_name, ''
  from touched join arrival using (number)
  where anew and number not in (select number from unsettled)
  on conflict (pupil_id) do update set revision = excluded.revision, sort_name = excluded.sort_name;

update meta set value = max(cast(value as integer), (select coalesce(max(revision), 0) from pupil))
  where name = 'revision';
