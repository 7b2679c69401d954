create or replace view status.storage as
select
  now.bytes, pg_size_pretty(now.bytes) as size, max_bytes, is_full, ingest.full_reason() as reason, changed_at, measured_at
from ingest.storage
cross join lateral (select pg_database_size(current_database()) as bytes) now;
comment on view status.storage is 'How large the database is, its limit, and whether downloads pause for it: measured against the limit every minute while a worker runs.';

create or replace view status.source_sizes as
select
  s.name as source,
  (select count(*) from ingest.records r where r.source = s.name) as records,
  coalesce(v.versions, 0) as versions,
  coalesce(p.readings, 0) as readings,
  coalesce(p.rows, 0) as rows_read,
  coalesce(n.snapshots, 0) as snapshots,
  coalesce(n.bytes, 0) as snapshot_bytes,
  coalesce(n.uncompressed, 0) as snapshot_bytes_uncompressed,
  coalesce(u.runs, 0) as runs,
  coalesce(q.requests, 0) as requests
from ingest.sources s
left join (
  select r.source, count(*) as versions
  from ingest.record_versions v
  join ingest.records r on r.id = v.record_id
  group by r.source
) v on v.source = s.name
left join (
  select source, count(*) as readings, sum(records) as rows from ingest.parses group by source
) p on p.source = s.name
left join (
  select k.source, count(*) as snapshots, sum(octet_length(n.body)) as bytes, sum(n.bytes) as uncompressed
  from (select distinct source, snapshot_sha256 from ingest.parses) k
  join ingest.snapshots n on n.sha256 = k.snapshot_sha256
  group by k.source
) n on n.source = s.name
left join (
  select source, count(*) as runs from ingest.runs group by source
) u on u.source = s.name
left join (
  select r.source, count(*) as requests from ingest.requests q join ingest.runs r on r.id = q.run_id group by r.source
) q on q.source = s.name;
comment on view status.source_sizes is 'What is kept of each source: rows, and bytes of its pages as they are stored (compressed) and as they came.';
