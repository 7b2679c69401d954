create or replace view status.metrics as
select samples.*, name || labels::text as id
from (
  select 'ultrasearch_queue_jobs' as name, 'Jobs in the queue by task and state' as help,
    jsonb_build_object('task', task, 'state', state) as labels, jobs::numeric as value
  from status.queue
  union all
  select 'ultrasearch_queue_age_seconds', 'How long the oldest job that may run waits, by task', jsonb_build_object('task', task),
    extract(epoch from age)
  from status.queue
  where state = 'due'
  union all
  select 'ultrasearch_runs_held', 'Runs that wait for an operator, by source', jsonb_build_object('source', s.name),
    (select count(*) from ingest.runs r where r.source = s.name and r.status = 'held')
  from ingest.sources s
  where s.enabled
  union all
  select 'ultrasearch_source_age_seconds', 'Since a source was last published', jsonb_build_object('source', s.name),
    extract(epoch from now() - max(r.published_at))
  from ingest.sources s
  join ingest.runs r on r.source = s.name and r.published_at is not null and r.trigger not in ('undo', 'erase', 'merge', 'split')
  where s.enabled
  group by s.name
  union all
  select 'ultrasearch_source_state', '1 for the word that says how a source is', jsonb_build_object('source', source, 'state', state), 1
  from status.sources
  union all
  select 'ultrasearch_source_records', 'Records that a source lists', jsonb_build_object('source', source), count(*)
  from ingest.records
  where withdrawn_at is null
  group by source
  union all
  select 'ultrasearch_workers', 'Worker pools that are alive', '{}', count(*) from status.workers
  union all
  select 'ultrasearch_database_bytes', 'Size of the database, as last measured', '{}', bytes from ingest.storage
  union all
  select 'ultrasearch_downloads_paused', '1 while downloads pause because the database is full', '{}', is_full::integer from ingest.storage
) samples;
comment on view status.metrics is 'What Prometheus is told of the database: a sample a row, with its name, help and labels.';
