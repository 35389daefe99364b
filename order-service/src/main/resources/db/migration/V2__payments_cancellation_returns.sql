alter table orders
    add column entered_at       datetime(6) null comment 'when it entered its status' after status,
    add column payment_deferred boolean     not null default false comment 'whether a payment has put off its expiry; once only',
    add column units_back_to    varchar(10) null comment 'ALLOTMENT or STOCK, once its units were given back',
    modify column reason varchar(200) null comment 'why it was rejected, cancelled or sent back';

update orders o join order_transition t on t.order_id = o.order_id and t.status = o.status
set o.entered_at = t.occurred_at;

alter table orders
    modify column entered_at datetime(6) not null comment 'when it entered its status',
    drop key by_status,
    add key by_status (status, entered_at),
    add key by_due (status, payment_due_at);

alter table allotment
    add column given_back bigint not null default 0 comment 'units of ended orders that went to product stock' after unsold,
    drop constraint allotment_within_units,
    add constraint allotment_within_units check (remaining + unsold + given_back <= initial_units);

alter table allotment_buyer
    add column cool_down_until datetime(6) null comment 'no new order before; after an unpaid one expired';

create table payment (
    payment_id      uuid         not null primary key comment 'also the key under which the provider knows it',
    order_id        uuid         not null,
    user_id         uuid         not null,
    idempotency_key varchar(100) character set ascii collate ascii_bin not null,
    request_hash    binary(32)   not null,
    method          varchar(20)  not null,
    amount          bigint       not null comment 'won',
    status          varchar(12)  not null comment 'STARTED, SUCCEEDED, FAILED, REFUND_DUE or REFUNDED',
    live            tinyint      generated always as (case when status in ('STARTED', 'SUCCEEDED') then 1 end) stored,
    reason          varchar(40)  null comment 'why it failed, or is refunded',
    pay_by          datetime(6)  not null,
    started_at      datetime(6)  not null,
    settled_at      datetime(6)  null comment 'when it was known to have succeeded or failed',
    refund_due_at   datetime(6)  null,
    refunded_at     datetime(6)  null,
    ask_at          datetime(6)  null comment 'when a sweeper turns to the provider about it; null when nothing is open',
    asked           int          not null default 0 comment 'how often one has',
    constraint paid_once_per_key unique (user_id, order_id, idempotency_key),
    constraint one_live_payment unique (order_id, live),
    constraint payment_of_order foreign key (order_id) references orders (order_id),
    constraint payment_not_negative check (amount >= 0),
    key to_ask (status, ask_at)
) comment 'committed before the provider is called';

create table simulated_charge (
    payment_id   uuid         not null primary key,
    order_id     uuid         null comment 'null for one given up before it arrived',
    method       varchar(20)  null,
    amount       bigint       null comment 'won',
    token        varchar(100) null,
    state        varchar(10)  not null comment 'NEW, PENDING, CHARGED, DECLINED, VOIDED or REFUNDED',
    reason       varchar(40)  null,
    voidable     boolean      not null default true,
    settles_at   datetime(6)  null comment 'when a pending one is charged by itself',
    callbacks    int          not null default 0 comment 'still to be sent',
    callback_at  datetime(6)  null,
    calls        int          not null default 0,
    refund_calls int          not null default 0,
    charged_at   datetime(6)  null,
    refunded_at  datetime(6)  null,
    key to_call_back (callbacks, callback_at)
) comment 'the books of the simulated payment provider; written outside our transactions, as if they were elsewhere';

create table order_request (
    user_id         uuid         not null,
    target_id       uuid         not null comment 'the order',
    idempotency_key varchar(100) character set ascii collate ascii_bin not null,
    kind            varchar(12)  not null comment 'CANCEL or RETURN',
    request_hash    binary(32)   not null,
    created_at      datetime(6)  not null,
    primary key (user_id, target_id, idempotency_key),
    key forgotten (created_at)
) comment 'keys of cancellations and returns, committed with their effect';
