-- Passwords of single programs. scope is a list of words; dates are milliseconds since 1970, 0 for never.
create table app_password (
    account bigint not null,
    id bigint not null,
    name varchar(1000) not null,
    scope varchar(100) not null,
    created bigint not null,
    last_used bigint not null,
    primary key (account, id)
);

create table app_password_keys (
    account bigint not null,
    id bigint not null,
    hash varchar(20) not null,
    salt varbinary(255) not null,
    iterations int not null,
    stored_key varbinary(64) not null,
    server_key varbinary(64) not null,
    primary key (account, id, hash)
);
