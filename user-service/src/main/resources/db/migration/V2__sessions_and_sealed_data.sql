-- What is personal is sealed (AES-GCM) from here on; V3 seals what there is, V4 drops what was readable.
alter table account
    add column email_hash       binary(32)   null comment 'keyed hash of the normalised address',
    add column email_sealed     varchar(600) character set ascii collate ascii_bin null comment 'as all sealed: <key id>:<Base64>',
    add column name_sealed      varchar(500) character set ascii collate ascii_bin null,
    add column nickname_sealed  varchar(400) character set ascii collate ascii_bin null,
    add column phone_sealed     varchar(200) character set ascii collate ascii_bin null,
    add column refund_sealed    varchar(900) character set ascii collate ascii_bin null comment 'refund account, JSON',
    add column token_version    bigint       not null default 0 comment 'of access tokens; tokens of an earlier one may be revoked',
    add column disabled_at      datetime(6)  null,
    add column deleted_at       datetime(6)  null comment 'then nothing personal is left in the row';

create table session (
    id         uuid         not null primary key,
    account_id uuid         not null,
    client     varchar(200) not null comment 'what the client calls itself',
    opened_at  datetime(6)  not null,
    used_at    datetime(6)  not null,
    expires_at datetime(6)  not null,
    ended_at   datetime(6)  null,
    ended_by   varchar(30)  character set ascii collate ascii_bin null,
    key session_account (account_id, ended_at),
    key session_expiry (expires_at),
    constraint session_of_account foreign key (account_id) references account (id),
    constraint session_end_has_reason check ((ended_at is null) = (ended_by is null))
) comment 'one login; all refresh tokens that came from it';

create table refresh_token (
    hash       binary(32)  not null primary key comment 'SHA-256 of 256 random bits',
    session_id uuid        not null,
    issued_at  datetime(6) not null,
    used_at    datetime(6) null,
    key refresh_token_session (session_id),
    constraint refresh_token_of_session foreign key (session_id) references session (id) on delete cascade
) comment 'good for one refresh';

create table revocation (
    id         bigint      not null auto_increment primary key,
    account_id uuid        not null,
    version    bigint      not null comment 'the first whose tokens still count',
    reason     varchar(30) character set ascii collate ascii_bin not null,
    revoked_at datetime(6) not null,
    unique key revocation_version (account_id, version),
    key revocation_time (revoked_at)
) comment 'told to the other services; of no use once the tokens have expired';

create table address (
    id         uuid          not null primary key,
    account_id uuid          not null,
    sealed     varchar(3000) character set ascii collate ascii_bin not null,
    created_at datetime(6)   not null,
    key address_account (account_id),
    constraint address_of_account foreign key (account_id) references account (id)
) comment 'where somebody wants things sent to';
