-- Bytes that people gave, named by their SHA-256. The bytes stand last: what is asked of a row without them reads no
-- page of them.
create table file (
  hash text primary key not null check (length(hash) = 64),
  media_type text not null,
  size integer not null check (size = length(bytes)),
  -- When these bytes were last given, UTC ms: one who gives them again counts on them from then on.
  kept_at integer not null,
  bytes blob not null
) strict;

create index file_kept on file (kept_at);

create trigger file_unchanged before update of hash, media_type, size, bytes on file
begin
  select raise(abort, 'file: kept bytes never change');
end;
