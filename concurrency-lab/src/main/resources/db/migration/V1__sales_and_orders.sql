-- The same rows as order-service writes for a deal purchase, with the same keys and checks.
create table allotment (
    allotment_id      uuid         not null primary key,
    product_id        uuid         not null,
    seller_id         uuid         not null,
    product_name      varchar(100) not null,
    unit_price        bigint       not null comment 'won',
    initial_units     bigint       not null,
    remaining         bigint       not null,
    per_user_limit    int          not null,
    opens_at          datetime(6)  not null,
    closes_at         datetime(6)  not null,
    status            varchar(10)  not null,
    version           bigint       not null default 1 comment 'counts changes of remaining',
    announced         boolean      not null default false,
    constraint allotment_never_negative check (remaining >= 0),
    key due (status, closes_at),
    key unannounced (announced)
) comment 'the hot row of a sale';

create table allotment_buyer (
    allotment_id    uuid        not null,
    user_id         uuid        not null,
    bought          int         not null,
    per_user_limit  int         not null,
    cool_down_until datetime(6) null,
    primary key (allotment_id, user_id),
    constraint buyer_within_limit check (bought between 0 and per_user_limit)
);

create table orders (
    order_id         uuid         not null primary key,
    user_id          uuid         not null,
    target_id        uuid         not null,
    idempotency_key  varchar(100) character set ascii collate ascii_bin null,
    request_hash     binary(32)   not null,
    status           varchar(16)  not null,
    entered_at       datetime(6)  not null,
    payment_deferred boolean      not null default false,
    units_back_to    varchar(10)  null,
    deal_id          uuid         null,
    units            bigint       not null,
    discount         bigint       not null default 0,
    total            bigint       not null default 0,
    address          longtext     null,
    reason           varchar(200) null,
    placed_at        datetime(6)  not null,
    payment_due_at   datetime(6)  null,
    constraint ordered_once unique (user_id, target_id, idempotency_key),
    constraint total_not_negative check (total >= 0 and discount >= 0),
    key of_user (user_id, placed_at),
    key of_deal (deal_id, status, units),
    key of_deal_newest (deal_id, order_id),
    key by_status (status, entered_at),
    key by_due (status, payment_due_at)
);

create table order_line (
    order_id   uuid         not null,
    product_id uuid         not null,
    quantity   bigint       not null,
    seller_id  uuid         null,
    name       varchar(100) null,
    unit_price bigint       null,
    primary key (order_id, product_id),
    key sold (product_id, seller_id, order_id),
    constraint line_of_order foreign key (order_id) references orders (order_id),
    constraint line_quantity_positive check (quantity > 0)
);

create table order_transition (
    order_id    uuid        not null,
    status      varchar(16) not null,
    occurred_at datetime(6) not null,
    primary key (order_id, status),
    constraint transition_of_order foreign key (order_id) references orders (order_id)
);

create table commit_probe (
    worker int    not null primary key,
    n      bigint not null
) comment 'what the commit rate of the server is measured with';
