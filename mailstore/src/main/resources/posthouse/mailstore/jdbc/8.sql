-- What clients noted of a mailbox, or (mailbox 0) of the server: their own, or (account 0) everyone's.
create table annotation (
    mailbox bigint not null,
    account bigint not null,
    name varchar(1000) not null,
    octets varbinary(65536) not null,
    primary key (mailbox, account, name)
);
create index annotation_account on annotation (account);

-- What others than its owner may do with a mailbox; account 0 is everyone.
create table mailbox_right (
    mailbox bigint not null,
    account bigint not null,
    negative int not null,
    letters varchar(32) not null,
    primary key (mailbox, account, negative)
);
create index mailbox_right_account on mailbox_right (account);
