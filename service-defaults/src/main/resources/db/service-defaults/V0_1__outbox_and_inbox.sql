create table outbox (
    id            bigint       not null auto_increment primary key,
    message_id    uuid         not null,
    name          varchar(100) not null,
    body          longtext     not null,
    occurred_at   datetime(6)  not null,
    claimed_by    uuid         null,
    claimed_until datetime(6)  null,
    sent_at       datetime(6)  null,
    unique key message (message_id),
    key unsent (sent_at, id)
) comment 'messages caused by committed work; sent at least once';

create table inbox (
    consumer    varchar(100) not null,
    message_id  uuid         not null,
    received_at datetime(6)  not null default sysdate(6),
    primary key (consumer, message_id),
    key forgotten (received_at)
) comment 'messages acted on; the key is what makes the effect happen once';
