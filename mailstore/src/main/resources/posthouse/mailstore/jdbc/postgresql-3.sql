-- Large changes that are under way, each in a transaction of its own beside the batches: who makes it (a lock of this name goes with its
-- connection), the mailboxes it changes and those it copies from (ids, with spaces between), and what it will add to accounts (account:octets:messages).
create table postgresql_large (
    holder varchar(40) not null,
    number bigint not null,
    changed text not null,
    copied text not null,
    growth text not null,
    primary key (holder, number)
);

-- References of bodies that a large change made or took away, and that are not counted in body yet: some at a time are, soon.
create table postgresql_reference (
    id bigint generated always as identity primary key,
    body bigint not null,
    more bigint not null
);
create index postgresql_reference_body on postgresql_reference (body);

-- Which annotations a batch set: mailbox/account/name, with spaces between.
alter table postgresql_batch add column notes text not null default '';
