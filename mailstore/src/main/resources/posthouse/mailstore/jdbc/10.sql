-- What clients noted of messages: their own, or (account 0) everyone's; by the message's key, whether it is there or removed. A row without octets
-- says that there was one until that mod-sequence.
create table message_annotation (
    id bigint not null,
    account bigint not null,
    name varchar(1000) not null,
    modseq bigint not null,
    octets varbinary(65536),
    primary key (id, account, name)
);
create index message_annotation_account on message_annotation (account);

-- The mod-sequence at which an annotation of a message was set last; 0 if none ever was.
alter table mailbox add column annotated bigint default 0 not null;
alter table removed_mailbox add column annotated bigint default 0 not null;
