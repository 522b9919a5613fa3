-- Messages that were expunged or went with their mailbox, and can come back: as in message, by the same key. Their structures stay where they
-- are, and their bodies count them.
create table removed_message (
    id bigint primary key,
    modseq bigint not null,
    flags int not null,
    keywords varchar(1000000),
    size bigint not null,
    internal_date bigint not null,
    save_date bigint not null,
    email_id bigint not null,
    body bigint not null,
    prefix varbinary(1000000) not null,
    removed_at bigint not null,
    with_mailbox int not null
);

-- Mailboxes that were deleted and can come back, as in mailbox.
create table removed_mailbox (
    id bigint primary key,
    account bigint not null,
    name varchar(1000) not null,
    uses varchar(200) not null,
    uidvalidity bigint not null,
    uidnext bigint not null,
    modseq bigint not null,
    removed_at bigint not null
);

-- Accounts that were removed and can come back; what else is theirs stays where it is.
create table removed_account (
    id bigint primary key,
    local_part varchar(100) not null,
    domain varchar(255) not null,
    quota_octets bigint not null,
    quota_messages bigint not null,
    removed_at bigint not null
);

alter table expunged add column removed_at bigint default 0 not null;

-- forgotten: the mod-sequence after which it is known which UIDs went.
alter table mailbox add column forgotten bigint default 0 not null;

alter table domain add column quota_octets bigint default 0 not null;
alter table domain add column quota_messages bigint default 0 not null;
