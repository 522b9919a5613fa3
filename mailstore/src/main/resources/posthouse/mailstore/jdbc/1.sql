-- One row: where in the journal these tables stand, and the store's own counters.
create table store_state (
    id int primary key,
    store_key varbinary(16) not null,
    segment int not null,
    place bigint not null,
    batch bigint not null,
    record bigint not null,
    next_uidvalidity bigint not null,
    next_mailbox bigint not null,
    next_account bigint not null,
    next_body bigint not null,
    next_email bigint not null
);

create table domain (
    name varchar(255) primary key,
    postmaster varchar(400)
);

-- local_part in its canonical form.
create table account (
    id bigint primary key,
    local_part varchar(100) not null,
    domain varchar(255) not null,
    quota_octets bigint not null,
    quota_messages bigint not null
);

create table scram_keys (
    account bigint not null,
    hash varchar(20) not null,
    salt varbinary(255) not null,
    iterations int not null,
    stored_key varbinary(64) not null,
    server_key varbinary(64) not null,
    primary key (account, hash)
);

-- local_part is empty for the catch-all; targets stand one a line.
create table alias (
    domain varchar(255) not null,
    local_part varchar(100) not null,
    targets varchar(1000000) not null,
    primary key (domain, local_part)
);

create table mailbox (
    id bigint primary key,
    account bigint not null,
    name varchar(1000) not null,
    uses varchar(200) not null,
    uidvalidity bigint not null,
    uidnext bigint not null,
    modseq bigint not null,
    messages bigint not null,
    unseen bigint not null,
    deleted bigint not null,
    octets bigint not null,
    first_recent bigint not null
);
create unique index mailbox_name on mailbox (account, name);

create table subscription (
    account bigint not null,
    name varchar(1000) not null,
    primary key (account, name)
);

-- id = mailbox << 32 | uid: the messages of a mailbox lie together, by UID.
create table message (
    id bigint primary key,
    modseq bigint not null,
    flags int not null,
    keywords varchar(1000000),
    size bigint not null,
    internal_date bigint not null,
    save_date bigint not null,
    email_id bigint not null,
    body bigint not null,
    prefix varbinary(1000000) not null
);

-- Envelope and MIME structure, by the message's id: apart, so that flags and dates are read and changed without them.
create table structure (
    id bigint primary key,
    octets varbinary(1000000) not null
);

-- segment is 0 for a body with a file of its own, whose number is its place.
create table body (
    id bigint primary key,
    segment int not null,
    place bigint not null,
    length bigint not null,
    checksum int not null,
    refs bigint not null
);

-- UIDs that are gone, as ranges of UIDs that existed, with the mod-sequence at which they went.
create table expunged (
    mailbox bigint not null,
    modseq bigint not null,
    first_uid bigint not null,
    last_uid bigint not null,
    primary key (mailbox, modseq, first_uid)
);
