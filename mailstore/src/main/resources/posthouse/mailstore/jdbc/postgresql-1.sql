-- What only a PostgreSQL has: there it is no index of a journal, but the store itself.

-- Octets of bodies, a megabyte a row. id is that of the body, or the negative number of one that was put here before its batch.
create table postgresql_content (
    id bigint not null,
    chunk int not null,
    octets bytea not null,
    primary key (id, chunk)
);
-- Neither compressed nor read whole: substring() reads what it is asked for.
alter table postgresql_content alter column octets set storage external;

-- The last batches: which node made each, and what others must read again (ids, with spaces between).
create table postgresql_batch (
    batch bigint primary key,
    node varchar(40) not null,
    accounts text not null,
    mailboxes text not null,
    directory boolean not null,
    everything boolean not null
);

-- Octets that nothing names any more, and since when (milliseconds since 1970): they go a while later, when no session reads them.
create table postgresql_unnamed (
    id bigint primary key,
    since bigint not null
);

-- In relaxed durability: which run of the server the last batches were given to. Another run may have lost the last of them.
create table postgresql_run (
    id int primary key,
    started varchar(100) not null
);
create index body_unnamed on body (id) where refs = 0;
create index body_place on body (place) where segment = 0;

-- A row says that the store was copied elsewhere and lives there now.
create table postgresql_moved (
    target varchar(1000) not null
);
