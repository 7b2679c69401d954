-- Why: a redirect is a second request. On a metered host it waits for its turn like any other, instead of following at once.
-- Who reads it: what_to_ask and follow_source, which ask where a page has moved to; redirect_download writes it.
-- Left out on purpose: remembering it for the next run. A page that moved for good has a new key in its source's code.

alter table ingest.requests
  add column moved_to text,
  add column hops smallint not null default 0;
comment on column ingest.requests.moved_to is 'Where its host says that the page is (a redirect): the URL that is asked instead.';
comment on column ingest.requests.hops is 'How many redirects were followed in this run.';
