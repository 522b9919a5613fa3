-- Messages for other servers; the body's refs count each. Dates are milliseconds since 1970, 0 for none.
create table queue_message (
    id bigint primary key,
    body bigint not null,
    prefix varbinary(1000000) not null,
    size bigint not null,
    sender varchar(1000) not null,
    arrival bigint not null,
    journey varchar(100) not null,
    account bigint not null,
    env_id varchar(1000),
    ret varchar(10),
    smtp_utf8 int not null,
    require_tls int not null,
    priority int not null,
    hold_until bigint not null,
    deliver_by bigint not null,
    by_returned int not null,
    by_trace int not null
);

-- precedence is the message's priority the other way round: lower ones go first. notify is a list of words.
create table queue_recipient (
    message bigint not null,
    number int not null,
    domain varchar(255) not null,
    precedence int not null,
    account bigint not null,
    address varchar(1000) not null,
    orcpt varchar(1000),
    notify varchar(100) not null,
    attempts int not null,
    last_attempt bigint not null,
    next_attempt bigint not null,
    held int not null,
    delay_told int not null,
    host varchar(1000) not null,
    reply varchar(2000) not null,
    primary key (message, number)
);
create index queue_turn on queue_recipient (domain, precedence, account, held, next_attempt);
create index queue_due on queue_recipient (domain, held, next_attempt);
