-- How many mailboxes an account may have; 0 for as many as any.
alter table account add column quota_mailboxes bigint default 0 not null;
alter table removed_account add column quota_mailboxes bigint default 0 not null;
