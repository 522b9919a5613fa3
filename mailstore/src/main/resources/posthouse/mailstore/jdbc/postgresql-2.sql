-- Which messages a batch changed: account/mailbox=changed;gone, with spaces between.
alter table postgresql_batch add column changes text not null default '';
